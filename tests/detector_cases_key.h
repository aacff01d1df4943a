/* Texts with and without the secrets of detectors/catalogue/keyrows.c: see detector_cases.h. All values
 * are invented; those with a checksum come from a few lines of Python. */
#ifndef ROTE_DETECTOR_CASES_KEY_H
#define ROTE_DETECTOR_CASES_KEY_H

#include "tests/detector_cases.h"

static const Cases cases_key[] = {
    {"SECRET/AGE_KEY",
     {
         "«AG"
         "E-SECRET-KEY-1GUGGQQDD22J5VDTVCNPH62FSY4NQ4YNKN75T77TRSPKEP6HCQUZTV80AKK»",
         "# created\n«AG"
         "E-SECRET-KEY-17F85JA02ZVPW9EHNTAHJYA20TDZM3QARU62ZZKXY0L97R0RLERRS6UNRZV»\n",
         "key=«AG"
         "E-SECRET-KEY-1TEVW95X92YDPUKLMCGQNUW8GN79SE5GG9709M03RL0RVJHXY65CQJGPUFP»",
         "AGE-SE"
         "CRET-KEY-1GUGGQQDD22J5VDTVCNPH62FSY4NQ4YNKN75T77TRSPKEP6HCQUZTV80AK",
         "age-se"
         "cret-key-1guggqqdd22j5vdtvcnph62fsy4nq4ynkn75t77trspkep6hcquztv80akk",
         "AGO-SE"
         "CRET-KEY-1GUGGQQDD22J5VDTVCNPH62FSY4NQ4YNKN75T77TRSPKEP6HCQUZTV80AKK",
         "age1rm"
         "3xcg5yn2gsl5jzypp8rgkmspwmghv4kq22x32fumm845uwam2ur27lqx",
     }},
    {"SECRET/PUTTY_KEY",
     {
         "«Pu"
         "TTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: "
         "1\nAAAAB3NzaC1yc2E\nPrivate-Lines: "
         "2\n5HqXDgLVXZx3scB8fnvGNx6jvr7SIftRutlZfOjUStEkUdfMI7zcpVMw0qDPAjd6\nOcZFv1niUK8iO5YAgkBx"
         "jd2AsjD7N2kHD9FSUuEr=»",
         "«Pu"
         "TTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: k\nPublic-Lines: "
         "1\nAAAAB3NzaC1yc2E\nPrivate-Lines: "
         "2\n5HqXDgLVXZx3scB8fnvGNx6jvr7SIftRutlZfOjUStEkUdfMI7zcpVMw0qDPAjd6\nOcZFv1niUK8iO5YAgkBx"
         "jd2AsjD7N2kHD9FSUuEr=»",
         "x\n«Pu"
         "TTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: a b c\nPublic-Lines: "
         "1\nAAAAB3NzaC1yc2E\nPrivate-Lines: "
         "2\n5HqXDgLVXZx3scB8fnvGNx6jvr7SIftRutlZfOjUStEkUdfMI7zcpVMw0qDPAjd6\nOcZFv1niUK8iO5YAgkBx"
         "jd2AsjD7N2kHD9FSUuEr=»",
         "PuTTY-"
         "User-Key-File-2: ssh-rsa",
         "PuTTY-"
         "User-Key-File-2: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: "
         "1\nAAAAB3NzaC1yc2E\n",
         "PuTTY-"
         "User-Key-File-2: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: "
         "1\nAAAAB3NzaC1yc2E\nPublic-Lines: "
         "2\n5HqXDgLVXZx3scB8fnvGNx6jvr7SIftRutlZfOjUStEkUdfMI7zcpVMw0qDPAjd6\nOcZFv1niUK8iO5YAgkBx"
         "jd2AsjD7N2kHD9FSUuEr=",
     }},
    {"SECRET/WALLET_KEY",
     {
         "«xp"
         "rvC7mRGynDbgaRdJSX8iLiNufhTGxX4f7kyxb1MJ4UHFZg492KLq2jFk39L8JL31zMGEbckLTc1p4Z4tXVGfHh97e"
         "JKhr2TbUpa1M6QXEYKUL»",
         "key «zp"
         "rvCLXxCcmEE6Kod8wzjWtYyqSr2rupvcAVTRokXoNffwatgZbdUcNwNPMH3YrepffuYXBNqH61L5UjzNNu3pmxdaP"
         "T28QjN5vCXCZDLcVv3Sw».",
         "wif: «Kx"
         "M3iFPotYiWC7SsgCxFq9YFfBex7aUwHY4BQHXhe74x2da2FVWQ»",
         "private_key = \"«5J"
         "WRbShRKWz8KfECCXYnJYqE7o5UCdzK7jWb9AZM2TYkwmgsQyM»\"",
         "bitcoin wallet is «L5"
         "hZjBR5vQqAXaxTxLEvzRKm1W7BBQP93bveVcoForTHuDEFWVLA»",
         "xprvC7"
         "mRGynDbgaRdJSX8iLiNufhTGxX4f7kyxb1MJ4UHFZg492KLq2jFk39L8JL31zMGEbckLTc1p4Z4tXVGfHh97eJKhr"
         "2TbUpa1M6QXEYKU2",
         "wif: K"
         "xM3iFPotYiWC7SsgCxFq9YFfBex7aUwHY4BQHXhe74x2da2FVWk",
         "KxM3iF"
         "PotYiWC7SsgCxFq9YFfBex7aUwHY4BQHXhe74x2da2FVWQ",
         "xprvC7"
         "mRGynDbgaRdJSX8iLiNufhTGxX4f7kyxb1MJ4UHFZg492KLq2jFk39L8JL31zMGEbckLTc1p4Z4tXVGfHh97eJKhr"
         "2TbUpa1M6QXEYKU",
         "wif: K"
         "xM3iFPotYiWC7SsgCxFq9YFfBex7aUwHY4BQHXhe74x2da2FVW",
     }},
    {"SECRET/PASSWORD_HASH",
     {
         "«$2"
         "b$12$TY7BzJzMTEUTFh/ZSssE.WemvYmKzP98lzWbnxXcOdNX8Z5hs1UcA»",
         "joe:«$2"
         "y$12$KKjdlT0NbJEjelMSA9lpER2YaXWwAPXPnVFmBLNIjvj0xCi01D29F»:1",
         "hash='«$2"
         "a$12$M1JkQx1dtoLx3yPnQjh.rjOy7XD9mayuolQtVn4PxnUnizAPVw6kF»'",
         "«$a"
         "rgon2id$v=19$m=65536,t=3,p=4$sEz5jhy0I9lO7F3vlfFrGY$"
         "J3GxeYYXwSLQcWtxJTQr1FqXSTs98vPlL2aEJXquQrD»",
         "root:«$6"
         "$KTSJS0Sw5UQsvzU9$"
         "Kk1v1MIdzu4xCxf8CvgroOx9ye17SWjAEVaSZJ0oVeMmLRLTq10V7suW9zrlSaWnPsPW23C/L9WXuHM/"
         "G1cON.»:19000:0:99999:7:::",
         "«$5"
         "$rounds=5000$Ks9dp4FLfrYb9JF8$eF.ItKL/8pcqMKRLd7SUqeaG6nyb229X8YzL7iMa3K8»",
         "«pb"
         "kdf2_sha256$260000$z8IDyahM9xiRaFy9v8VeFW$8UTsbhZEwWVm6vyjs5FPSXYfKhsAv82eHBdoAprQUej=»",
         "{\"h\":\"«{S"
         "SHA}r9gJEBlI2y27pfCwiZfa0XjxZbbqJD9y3Hfdnm==»\"}",
         "$2b$12"
         "$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "$2b$12"
         "$4b8kJ8cguY3eBd103WbvRsMy2jVBY1yIr8UKapv6jjWe0tzc/O6r",
         "$2z$12"
         "$EjUdbx2kIqVQBtLlKonZVMV94ErHcbXrE9hbbB1DENhEeXScM45np",
         "$6$sal"
         "t$short",
         "$argon"
         "2id$v=19$m=65536",
         "costs "
         "$5$ or $6$ each",
         "{SSHA}"
         "abc",
     }},
    {"WEAK_PASSWORD_HASH",
     {
         "root:«$1"
         "$Nsv9/Qt2$giDIkidQ2iZ.gppCorL4tx»:0",
         "«$a"
         "pr1$x0uiBfnW$jJhpZrb3lO..TVhrLtLCHi»",
         "joe:«$a"
         "pr1$VJXWMvj5$hBXmMV0r6Si/aA6fhloRsV»",
         "wp «$P"
         "$BEGKrEV6XwqcRkelp6EX79PndXgt2Co»",
         "'«$H"
         "$9RHJ9spHGdGXvFH4wrgTpb6f/fd0p04»'",
         "Admin:500:«2f"
         "64cb79abcc4b9db165c23115661ffb:0df9daee36452bcf48385971f1bba10e»:::",
         "joe:1001:«73"
         "2212e9283c98e990afec468a6e24b2:dec564f5eb04d8f675d8a9368db8f233»:::\n",
         "«{S"
         "HA}vgg3Os2WLldXIylOvUXqgA2v4gt=»",
         "userPassword: «{M"
         "D5}esTvA3Aeetelc8gYV59GAg==»",
         "pw=«$1"
         "$71jC1dLn$PUj7WnvFomkW3oIN62fArW»;",
         "$1$Nsv"
         "9/Qt2$giDIkidQ2iZ.gppCorL4t",
         "$1$xxx"
         "xxxxx$xxxxxxxxxxxxxxxxxxxxxx",
         "$P$abc"
         "",
         "$P$BEG"
         "KrEV6XwqcRkelp6EX79PndXgt2",
         "Admin:"
         "500:2f64cb79abcc4b9db165c23115661ffb:0df9daee36452bcf48385971f1bba10:::",
         "2f64cb"
         "79abcc4b9db165c23115661ffb:0df9daee36452bcf48385971f1bba10e",
         "{MD5}a"
         "bc",
         "costs "
         "$1$ each",
         "$apr1$"
         "salt",
         "{SHA}Q"
         "Ol6mu4ZTH",
     }},
    {"BASIC_AUTH_HEADER",
     {
         "Authorization: Basic «am"
         "9lOmh1bnRlcjI=»",
         "-H 'Authorization: basic «c3"
         "ZjOlh5NyFrUTI=»'",
         "\"Basic «YT"
         "piMg==»\"",
         "{\"Authorization\": \"Basic «dX"
         "NlcjE6cDRzcyB3MHJ0»\"}",
         "auth=Basic%20«YX"
         "BpOms5WnE=»",
         "Proxy-Authorization: Basic «cH"
         "JveDp5N3l5»",
         "BASIC «YW"
         "5uOkwwbmczclBhc3NQaHJhc2U=»",
         "Authorization: Basic «eD"
         "p5ejk=»\r\n",
         "`Basic «az"
         "owMGFhQkI=»`",
         "headers = [Basic «ZG"
         "VwbG95OjlmOGU3ZA==»]",
         "Basic "
         "usage",
         "Author"
         "ization: Basic",
         "Basic "
         "authentication",
         "Author"
         "ization: Basic ${CREDENTIALS}",
         "Author"
         "ization: Basic bm9jb2xvbmhlcmU=",
         "basic "
         "understanding of it",
         "Basic "
         "realm=\"x\"",
         "Basic "
         "abc",
         "Author"
         "ization: Basic <credentials>",
         "Visual"
         " Basic Programming",
         "Basic "
         "AQI6AwQ=",
     }},
    {"AUTH_TOKEN",
     {
         "Authorization: Bearer «ei"
         "td28PDtCJ6ZKOGqskVOqDEzWTMgiMmDS8UXgCo»",
         "-H \"Authorization: Bearer «ip"
         "kPfUCqND2RkZSEgtL4qOwSdIUJhnWbvKLEO1F33H6MsMvd4siHAsAxXisPmW8U»\"",
         "bearer «ca"
         "F8kt92AQsA01LRDv6UHGuTSNYYakKF»",
         "{\"Authorization\": \"Bearer «Pa"
         "IYEXD1xcoIaEhVmkk2GpQ1zPgyAP3oPr6anQpLeV7»\"}",
         "Authorization: Token «bd"
         "973be1804d1e06635eeff920e60e62a63b257c»",
         "\"authorization\":\"«ac"
         "BdtmU3yzkX9h5ySmniz5CjA9brDHXmSS31RrWf3o6BY0A0»\"",
         "Bearer «Q5"
         "QJ40TVCUmmuLqTR3Xcm0I1»,",
         "BEARER «kx"
         "OgTMBx0jOslaIjTB8gVaSJD9115uU74fFj»",
         "curl -H 'Authorization: bearer «xa"
         "dUMxW4EqZKC46vMIAkzBJC0boEsg0GeXIEofQP»' x",
         "Authorization: ApiKey «Mu"
         "gfUuAluw2XXctORXh7H4fWP36ROfcFG4EnCtjB»",
         "Bearer"
         " token",
         "Author"
         "ization: Bearer <token>",
         "Author"
         "ization: Bearer $TOKEN",
         "Author"
         "ization: Bearer YOUR_ACCESS_TOKEN_HERE",
         "the be"
         "arer of this letter",
         "bearer"
         " authentication_with_scheme",
         "Author"
         "ization: none",
         "Author"
         "ization: Bearer xxxxxxxxxxxxxxxxxxxxxxxx",
         "Author"
         "ization: Bearer {access_token}",
         "Bearer"
         " abc123",
     }},
    {"HTTP_COOKIE",
     {
         "Cookie: sessionid=«rN"
         "CKeRHp4s1fLte7ysAgkwO8Bfv3nwRg»",
         "Set-Cookie: PHPSESSID=«3u"
         "g5uc2dostq367w66f620mz1h»; path=/",
         "Cookie: a=b; auth_token=«ie"
         "Cu4ctYxAM8LglaCjUtcKgLWS5de7fsOssBQocB»",
         "cookie: JSESSIONID=«E9"
         "5ACEE15BFA23E8BA3CCE844EB855D0»;",
         "Set-Cookie: sid=«7R"
         "zuqmNjB6NHDhsycm0mQzpSF4LQGb5h»; HttpOnly",
         "'Cookie': 'session=«XJ"
         "tgvvNwk27acmFcrEHnc6ovYuoxDbcShWmgSthp5eO»'",
         "Cookie: lang=en; remember_token=«hX"
         "5VL661wYvqAkXrtezlpU9F1aXtE2o2dUVUW68J»",
         "set-cookie: connect.sid=«ny"
         "QKgsFcSqaDjhVf7puxp9NFa1SVaL8uHzwurOn21YLsCjRa»",
         "Cookie: login=«LL"
         "mo6aKtfopnyQPLns1UinW6khMLNT1U»; x=1",
         "Cookie: wordpress_logged_in_auth=«MF"
         "o3COtSqfMlLDZIPgRVOwKE8H1ataJkMkPYtyr1»",
         "Cookie"
         ": lang=en",
         "Set-Co"
         "okie: theme=dark; path=/",
         "Cookie"
         ": session=",
         "Set-Co"
         "okie: sid=deleted",
         "cookie"
         ": accept",
         "Cookie"
         ": sessionid=<value>",
         "a cook"
         "ie is a small text",
         "Set-Co"
         "okie: id=1234",
         "Cookie"
         ": sessionid=xxxxxxxxxxxxxxxxxxxxxxxx",
         "Cookie"
         ": token=none",
     }},
    {"XSRF_TOKEN",
     {
         "X-CSRF-Token: «E2"
         "MMPvimCJJOmVgN71b6FlsIbmrTkrz0»",
         "csrf_token=«6r"
         "fOwtShNpbMo8rZ5yCZqeEzFjzQ5UE8IdX9zNMc»",
         "\"csrfToken\": \"«mG"
         "XQqvGRlxBNZNRQk7yT0T2T7oKNYNQdsWoA»\"",
         "XSRF-TOKEN=«FE"
         "H2UlWZDE8FCOKppuTTo9jfhXCPDIPYa3RjaFSN»;",
         "csrfmiddlewaretoken='«RS"
         "i9hZc1We1BC6l8hWbvYXBIQHOW3vTokFGF2Q5JudX9LuaFcnmJ7qrtoZQpCQeK»'",
         "X-XSRF-TOKEN: «F5"
         "6EovAqnxBauhYjpusXp86wWpsgOJEq»",
         "name=\"_csrf\" value=\"«hI"
         "HOrcjQY3ggCtXjI73ouu8lcB5PByahq1HT»\"",
         "csrf = «c2"
         "30a9e44b982dd0ef9f3927d337c6fb»",
         "_csrf: «mj"
         "TbbhNzAa9RDvJo5u5Fqno2»",
         "csrf-token: \"«FE"
         "qerfN49LJsTBcQ4D7dQldoBH13LjnwpReXHBloC859»\"",
         "csrf_t"
         "oken = get_csrf_token_value()",
         "csrf p"
         "rotection is on",
         "X-CSRF"
         "-Token: <token>",
         "csrf_e"
         "xempt_view_decorator",
         "{% csr"
         "f_token %}",
         "csrf_t"
         "oken: null",
         "csrfTo"
         "ken = generateRandomTokenValue",
         "XSRF a"
         "ttack",
         "csrf ="
         " True",
         "csrf_t"
         "oken=xxxxxxxxxxxxxxxxxxxx",
     }},
    {"STORAGE_SIGNED_URL",
     {
         "https://b.s3.amazonaws.com/k?X-Amz-Signature=«f4"
         "e5bf3e92eab728b91bbb57cdb8dd750a136df3d6b7c31ca7b5da89fa571ea7»",
         "&X-Goog-Signature=«2f"
         "b9294af5f6ce8063d50a800bd375a96c54f9cea8aa19cf782323d3b4fd1fba8363f42b9471c34e26e280367df"
         "9374fbf04d841c1d5beffd7abfd3006e4aad2a8c23222426fdbc7b662981dc7a4406e610b8fff2e2a5120a33f"
         "07e07cb3136fa87be676563cf08f6070d44c85a3a86bb5d5f7a159843e2348b81e7f7e558b6d»",
         "https://a0.blob.core.windows.net/c/f?sv=2020&sig=«8b"
         "crvAoxhL4aTDU5K8uSGR3MhvYYDTFy8XJfMUt1QLF%3D»",
         "https://a1.blob.core.windows.net/c/f?sv=2020&sig=«08"
         "nBq81c6exvB0xJqmg9qXiqjVfmfkxNei61JPM4qUL%3D»",
         "https://a2.blob.core.windows.net/c/f?sv=2020&sig=«U0"
         "rOBhysz6CBpZ9O6finKxY1oGprykDwA07yMirSwfG%3D»",
         "https://a3.blob.core.windows.net/c/f?sv=2020&sig=«vk"
         "Qz0eRQO3N53MMyhJ4JslbIPFGmbCF1ePvvkp7OCJa%3D»",
         "x?X-Amz-Date=1&X-Amz-Signature=«95"
         "f3dbb48775458dfe75d145b6096c04e842ea526e6bfe248242328de77fdf2c»&y=1",
         "x?X-Amz-Date=1&X-Amz-Signature=«e9"
         "a7f0408b2ec7e2f7adc65ba76f2ad948b8bb61c4c950aa44ad7ac779f46c34»&y=1",
         "x?X-Amz-Date=1&X-Amz-Signature=«9d"
         "128a4d60fa4bc1599e2053201ade8bcd18356cb06426849c91e5494b76e57f»&y=1",
         "x?X-Amz-Date=1&X-Amz-Signature=«f4"
         "77497ad5159fe188f9102766f86576a5ce0b535bc5d70e87d22464d6cde45e»&y=1",
         "X-Amz-"
         "Signature=",
         "X-Amz-"
         "Signature=<signature>",
         "X-Amz-"
         "Signature=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "X-Amz-"
         "Signature=a0889d31b9a234bf9621d675a30021b8d930da1009b5dbab37b5d66f8aefd88",
         "?sig=a"
         "bc",
         "&sig=$"
         "{sig}",
         "sig=Gs"
         "ZtGMmWQYr8nZymFOctx59LGExODMS6GzYLSrIRGBJ",
         "X-Amz-"
         "Signature=deadbeef",
         "X-Amz-"
         "SignedHeaders=host",
         "X-Goog"
         "-Signature=9b6ffb0148",
     }},
    {"GCP_CREDENTIALS",
     {
         "{\"type\": \"service_account\", \"project_id\": \"p\", \"private_key_id\": \"«ec"
         "396344d6aa4ec67b10cda1f06f2ba73f56f1e7»\"",
         "{\n  \"type\": \"service_account\",\n  \"private_key_id\": \"«b3"
         "1615f2ce3a768567cd5ec62d1cc26f9d88af24»\",\n",
         "'service_account', 'private_key_id': '«3a"
         "34302d0938808ae8f3499e904f3b5888c1c5c2»'",
         "\"type\""
         ": \"service_account\"",
         "\"priva"
         "te_key_id\": \"e51dc29a211bbbd2469b73d52ab11b230b42459e\"",
         "\"servi"
         "ce_account\", \"private_key_id\": \"your-key-id\"",
         "servic"
         "e_account, private_key_id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     }},
    {"SECRET/CURL_CREDENTIALS",
     {
         "curl -u «jo"
         "e:Xy7kQ2mN» https://h.example",
         "curl -X POST --user «ap"
         "i:9f8e7d6c» u",
         "curl -s -u '«sv"
         "c:L0ng-Pass»' h",
         "curl -"
         "u user:password h",
         "curl -"
         "u $USER:$PASS h",
         "curl -"
         "u joe h",
         "curl h"
         "ttps://h:8080/",
     }},
    {"SECRET/CONNECTION_STRING",
     {
         "Server=db;Database=x;User Id=sa;Password=«Xy"
         "7!kQ2mN»;",
         "\"Host=h;Username=u;Password=«q9"
         "Z#w8Ee»\"",
         "jdbc:mysql://h/db?user=u&password=«Tr"
         "0ub4dor!»",
         "Server"
         "=db;Database=x;Trusted_Connection=True;",
         "Server"
         "=db;Password=<password>;",
         "jdbc:m"
         "ysql://h/db",
         "Server"
         "=db;Password=${PW};",
     }},
    {"SECRET/KUBERNETES_SECRET",
     {
         "kind: Secret\nmetadata:\n  name: a\ndata:\n  password: «WH"
         "k3a1EybU5wOQ==»\n",
         "kind: Secret\ndata:\n  key: \"«o0"
         "ndbWDqX4eUFJiLYM583cIkj9T2ePXkt75Ws4Vn»\"\n",
         "\"kind\": \"Secret\", \"data\": {\"k\": \"«FS"
         "plF9BqjZIyIDSHv3NUmkHc»\"}",
         "kind: "
         "ConfigMap\ndata:\n  key: p5YTmJsHectlIMoKhz5cthnb",
         "kind: "
         "Secret\nmetadata:\n  name: a\n",
         "kind: "
         "Secret\ndata:\n  key: {{ .Values.key }}\n",
     }},
    {"PASSWORD",
     {
         "password = \"«Tr"
         "0ub4dor&3»\"",
         "db_password: '«s3"
         "cr3tW0rd»'",
         "PASSWORD=«q9"
         "Z#w8Ee»",
         "\"passwd\": \"«hu"
         "nter2!»\"",
         "String pwd = \"«Xy"
         "7kQ2mN»\";",
         "<password>«gT"
         "5%rE2!»</password>",
         "passphrase: \"«co"
         "rrect-horse-7»\"",
         "password is «Xk"
         "29!fjQ»",
         "add key=\"ClearTextPassword\" value=\"«a1"
         "B2c3D4!»\"",
         "admin_pwd := `«zU"
         "pp3rGe!m»`",
         "passwo"
         "rd = get_password()",
         "passwo"
         "rd: ${DB_PASSWORD}",
         "passwo"
         "rd = \"changeme\"",
         "passwo"
         "rd=\"<password>\"",
         "the pa"
         "ssword is required",
         "passwo"
         "rd = \"your-password1\"",
         "passwo"
         "rdField.setText(input2)",
         "passwo"
         "rd = os.environ['PW1']",
         "pwd = "
         "os.path.join(a, b2)",
         "passwo"
         "rd: string",
         "passwo"
         "rd=xxxxxx1x",
         "if (pa"
         "ssword == other.password2)",
     }},
    {"SECRET/ASSIGNED_VALUE",
     {
         "secret = \"«z9"
         "14Ve5AI8vJGgd8RA126V1JPdZHsGJS»\"",
         "api_key: '«55"
         "786ebfa86d7f76b35810bfa4b58a41»'",
         "AUTH_TOKEN=«sK"
         "4ZZ4hAl5cs6AR6ZDCBLi0Fojl8Wp4Zo4IXGEt1»",
         "token "
         "= tokenizer.next_token_value",
         "key = "
         "\"org.example.application.main\"",
         "secret"
         " = \"xxxxxxxxxxxxxxxxxxxxxxxx\"",
         "access"
         "_key = getAccessKeyFromEnvironment2()",
         "api_ke"
         "y = \"your-api-key-goes-here-1234\"",
         "key: A"
         "ES256_GCM_SHA384_WITH_RSA",
     }},
};

#endif
