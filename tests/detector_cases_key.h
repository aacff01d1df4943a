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
    {"SECRET/WALLET_MNEMONIC",
     {
         "seed phrase: «sp"
         "oon eternal notable hair mass raven afraid wide item yard smart hurt»",
         "mnemonic = \"«pa"
         "rent detail mimic fresh learn case rural hidden sport morning buzz great reduce south "
         "crucial verb wine jungle duck brand end sport miracle improve»\"",
         "my wallet recovery words is «su"
         "per beyond rail elegant nerve gather narrow level siren puppy remain kit destroy until "
         "island».",
         "seed p"
         "hrase: path broccoli forward dismiss face solar gun canal symbol find document crawl",
         "mnemon"
         "ic: jewel fault yard human promote stand stadium title strike debris photo",
         "recove"
         "ry: this is just some text with twelve words or more than that here",
         "mnemon"
         "ic phrase",
     }},
    {"SECRET/PASSWORD_HASH",
     {
         "«$2"
         "b$12$h/ZSssE.WemvYmKzP98lzWbnxXcOdNX8Z5hs1UcAKKjdlT0NbJEje»",
         "joe:«$2"
         "y$12$lMSA9lpER2YaXWwAPXPnVFmBLNIjvj0xCi01D29FM1JkQx1dtoLx3»:1",
         "hash='«$2"
         "a$12$yPnQjh.rjOy7XD9mayuolQtVn4PxnUnizAPVw6kFZ7WapVqa/WRj.»'",
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
         "kdf2_sha256$260000$W8UTsbhZEwWVm6vyjs5FPS$XYfKhsAv82eHBdoAprQUejr9gJEBlI2y27pfCwiZfa0=»",
         "{\"h\":\"«{S"
         "SHA}XjxZbbqJD9y3HfdnmZCaEHf9rM91REGbdkzXXG==»\"}",
         "$2b$12"
         "$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "$2b$12"
         "$3eBd103WbvRsMy2jVBY1yIr8UKapv6jjWe0tzc/O6r7EjUdbx2kI",
         "$2z$12"
         "$VQBtLlKonZVMV94ErHcbXrE9hbbB1DENhEeXScM45npVJXWMvj5hB",
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
         "pr1$XmMV0r6S$i/aA6fhloRsVRHJ9spHGdG»",
         "wp «$P"
         "$BEGKrEV6XwqcRkelp6EX79PndXgt2Co»",
         "'«$H"
         "$9XvFH4wrgTpb6f/fd0p04Coilfi6MiI»'",
         "Admin:500:«2f"
         "64cb79abcc4b9db165c23115661ffb:0df9daee36452bcf48385971f1bba10e»:::",
         "joe:1001:«3c"
         "98e990afec468a6e24b2dec564f5eb:04d8f675d8a9368db8f233a33951c5a8»:::\n",
         "«{S"
         "HA}gA2v4gtesTvA3Aeetelc8gYV59G=»",
         "userPassword: «{M"
         "D5}AgDAeoAb8KIsPgRGu7x8eD==»",
         "pw=«$1"
         "$WnvFomkW$3oIN62fArWxyPjrNg7N4GK»;",
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
         "{SHA}k"
         "VOqDEzWTM",
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
         "Authorization: Bearer «gi"
         "MmDS8UXgCoipkPfUCqND2RkZSEgtL4qOwSdIUJ»",
         "-H \"Authorization: Bearer «hn"
         "WbvKLEO1F33H6MsMvd4siHAsAxXisPmW8UcaF8kt92AQsA01LRDv6UHGuTSNYY»\"",
         "bearer «ak"
         "KFPaIYEXD1xcoIaEhVmkk2GpQ1zPgy»",
         "{\"Authorization\": \"Bearer «AP"
         "3oPr6anQpLeV7GxBLtoVgxJMJWZCYRUd5qH1ajBdD»\"}",
         "Authorization: Token «06"
         "635eeff920e60e62a63b257c01d196cc53c664»",
         "\"authorization\":\"«z5"
         "CjA9brDHXmSS31RrWf3o6BY0A0Q5QJ40TVCUmmuLqTR3Xc»\"",
         "Bearer «m0"
         "I1kxOgTMBx0jOslaIjTB8g»,",
         "BEARER «Va"
         "SJD9115uU74fFjxadUMxW4EqZKC46vMIAk»",
         "curl -H 'Authorization: bearer «zB"
         "JC0boEsg0GeXIEofQPMugfUuAluw2XXctORXh7»' x",
         "Authorization: ApiKey «H4"
         "fWP36ROfcFG4EnCtjBrNCKeRHp4s1fLte7ysAg»",
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
         "Cookie: sessionid=«kw"
         "O8Bfv3nwRgDug13FucR9CS37dMo4st»",
         "Set-Cookie: PHPSESSID=«q3"
         "67w66f620mz1hie2uctx0gla»; path=/",
         "Cookie: a=b; auth_token=«Cj"
         "UtcKgLWS5de7fsOssBQocBDskSvHSGK2z1DND2»",
         "cookie: JSESSIONID=«15"
         "BFA23E8BA3CCE844EB855D0CA864DE»;",
         "Set-Cookie: sid=«hs"
         "ycm0mQzpSF4LQGb5hXJtgvvNwk27ac»; HttpOnly",
         "'Cookie': 'session=«mF"
         "crEHnc6ovYuoxDbcShWmgSthp5eOhX5VL661wYvqA»'",
         "Cookie: lang=en; remember_token=«kX"
         "rtezlpU9F1aXtE2o2dUVUW68JnyQKgsFcSqaDj»",
         "set-cookie: connect.sid=«hV"
         "f7puxp9NFa1SVaL8uHzwurOn21YLsCjRaLLmo6aKtfopny»",
         "Cookie: login=«QP"
         "Lns1UinW6khMLNT1UMFo3COtSqfMlL»; x=1",
         "Cookie: wordpress_logged_in_auth=«DZ"
         "IPgRVOwKE8H1ataJkMkPYtyr1E2MMPvimCJJOm»",
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
         "X-CSRF-Token: «Vg"
         "N71b6FlsIbmrTkrz06rfOwtShNpbMo»",
         "csrf_token=«8r"
         "Z5yCZqeEzFjzQ5UE8IdX9zNMcmGXQqvGRlxBNZ»",
         "\"csrfToken\": \"«NR"
         "Qk7yT0T2T7oKNYNQdsWoAFEH2UlWZDE8FC»\"",
         "XSRF-TOKEN=«OK"
         "ppuTTo9jfhXCPDIPYa3RjaFSNRSi9hZc1We1BC»;",
         "csrfmiddlewaretoken='«6l"
         "8hWbvYXBIQHOW3vTokFGF2Q5JudX9LuaFcnmJ7qrtoZQpCQeKF56EovAqnxBau»'",
         "X-XSRF-TOKEN: «hY"
         "jpusXp86wWpsgOJEqhIHOrcjQY3ggC»",
         "name=\"_csrf\" value=\"«tX"
         "jI73ouu8lcB5PByahq1HTzVfZgautJDi6U»\"",
         "csrf = «4b"
         "982dd0ef9f3927d337c6fb64003cd0»",
         "_csrf: «9R"
         "DvJo5u5Fqno2FEqerfN49L»",
         "csrf-token: \"«Js"
         "TBcQ4D7dQldoBH13LjnwpReXHBloC8595PFKY3iC8k»\"",
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
         "https://b.s3.amazonaws.com/k?X-Amz-Signature=«bf"
         "3e92eab728b91bbb57cdb8dd750a136df3d6b7c31ca7b5da89fa571ea72fb9»",
         "&X-Goog-Signature=«29"
         "4af5f6ce8063d50a800bd375a96c54f9cea8aa19cf782323d3b4fd1fba8363f42b9471c34e26e280367df9374"
         "fbf04d841c1d5beffd7abfd3006e4aad2a8c23222426fdbc7b662981dc7a4406e610b8fff2e2a5120a33f07e0"
         "7cb3136fa87be676563cf08f6070d44c85a3a86bb5d5f7a159843e2348b81e7f7e558b6d018a»",
         "https://a0.blob.core.windows.net/c/f?sv=2020&sig=«Ao"
         "xhL4aTDU5K8uSGR3MhvYYDTFy8XJfMUt1QLF08nBq%3D»",
         "https://a1.blob.core.windows.net/c/f?sv=2020&sig=«81"
         "c6exvB0xJqmg9qXiqjVfmfkxNei61JPM4qULU0rOB%3D»",
         "https://a2.blob.core.windows.net/c/f?sv=2020&sig=«hy"
         "sz6CBpZ9O6finKxY1oGprykDwA07yMirSwfGvkQz0%3D»",
         "https://a3.blob.core.windows.net/c/f?sv=2020&sig=«eR"
         "QO3N53MMyhJ4JslbIPFGmbCF1ePvvkp7OCJatkEgA%3D»",
         "x?X-Amz-Date=1&X-Amz-Signature=«bb"
         "48775458dfe75d145b6096c04e842ea526e6bfe248242328de77fdf2ce9a7f»&y=1",
         "x?X-Amz-Date=1&X-Amz-Signature=«04"
         "08b2ec7e2f7adc65ba76f2ad948b8bb61c4c950aa44ad7ac779f46c349d128»&y=1",
         "x?X-Amz-Date=1&X-Amz-Signature=«a4"
         "d60fa4bc1599e2053201ade8bcd18356cb06426849c91e5494b76e57ff4774»&y=1",
         "x?X-Amz-Date=1&X-Amz-Signature=«97"
         "ad5159fe188f9102766f86576a5ce0b535bc5d70e87d22464d6cde45ea0889»&y=1",
         "X-Amz-"
         "Signature=",
         "X-Amz-"
         "Signature=<signature>",
         "X-Amz-"
         "Signature=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "X-Amz-"
         "Signature=d31b9a234bf9621d675a30021b8d930da1009b5dbab37b5d66f8aefd8899686",
         "?sig=a"
         "bc",
         "&sig=$"
         "{sig}",
         "sig=Zy"
         "mFOctx59LGExODMS6GzYLSrIRGBJTsw4O2mTFQFxa",
         "X-Amz-"
         "Signature=deadbeef",
         "X-Amz-"
         "SignedHeaders=host",
         "X-Goog"
         "-Signature=148ec39634",
     }},
    {"GCP_CREDENTIALS",
     {
         "{\"type\": \"service_account\", \"project_id\": \"p\", \"private_key_id\": \"«4d"
         "6aa4ec67b10cda1f06f2ba73f56f1e7b31615f»\"",
         "{\n  \"type\": \"service_account\",\n  \"private_key_id\": \"«2c"
         "e3a768567cd5ec62d1cc26f9d88af243a34302»\",\n",
         "'service_account', 'private_key_id': '«d0"
         "938808ae8f3499e904f3b5888c1c5c2e51dc29»'",
         "\"type\""
         ": \"service_account\"",
         "\"priva"
         "te_key_id\": \"a211bbbd2469b73d52ab11b230b42459e7610e82\"",
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
         "kind: Secret\ndata:\n  key: \"«UF"
         "JiLYM583cIkj9T2ePXkt75Ws4VnFSplF9BqjZI»\"\n",
         "\"kind\": \"Secret\", \"data\": {\"k\": \"«yI"
         "DSHv3NUmkHcp5YTmJsHect»\"}",
         "kind: "
         "ConfigMap\ndata:\n  key: lIMoKhz5cthnbz914Ve5AI8v",
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
         "secret = \"«JG"
         "gd8RA126V1JPdZHsGJSkR7VGSlo2Nr»\"",
         "api_key: '«6e"
         "bfa86d7f76b35810bfa4b58a4193d5»'",
         "AUTH_TOKEN=«5c"
         "s6AR6ZDCBLi0Fojl8Wp4Zo4IXGEt11dsgX1AQj»",
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
