/* Texts with and without secrets of the types in detectors/catalogue/cloudrows.c: see detector_cases.h.
 * All values are invented, at random in the form that the provider's documentation gives. */
#ifndef ROTE_DETECTOR_CASES_CLOUD_H
#define ROTE_DETECTOR_CASES_CLOUD_H

#include "tests/detector_cases.h"

static const Cases cases_cloud[] = {
    {"GCP_API_KEY",
     {
         "(«AI"
         "zac9aMLfVpYz89unfb-Iw_dPFCdFiS_W4_j4Q»)",
         "x=«AI"
         "zaLgBeHHAyS26neKCOr08wI3JAkC52ugDkYkb»&y=1",
         "key: «AI"
         "zaVe6-xIVTi4YSMpTs1Ew4SF1zCJp-DullsLA»",
         "x=AIz"
         "axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "(AI"
         "zac9aMLfVpY)",
         "(kAI"
         "zac9aMLfVpYz89unfb-Iw_dPFCdFiS_W4_j4Qq)",
     }},
    {"OAUTH_CLIENT_SECRET",
     {
         "x=«GO"
         "CSPX-w9WCEjZCqBTUe8Dhcxk0GaF8lhxI»&y=1",
         "client_secret_TOKEN=\"«tx"
         "cPFm0l-AAWTUKgsssEW»\"",
         "x=«GO"
         "CSPX-aQvRLarDrGnwBBUItqNuumWHbeB4»&y=1",
         "x=GOCSPX"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=GO"
         "CSPX-w9WC&y=1",
         "x=kGO"
         "CSPX-w9WCEjZCqBTUe8Dhcxk0GaF8lhxIq&y=1",
         "client_secret_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/GOOGLE_OAUTH_TOKEN",
     {
         "«ya"
         "29.gbi0aP.KxG6bikQ76D5PCza2qmEC3toCrQBD»",
         "key: «1/"
         "/0wQ5dtySwT2roIeioEmiGsQ-aNlBOy-CBn_xWLe»",
         "key: «ya"
         "29.tmBjc-c5l6tcWhWUGxATszQvYqSEd3»",
         "ya29"
         ".xxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "ya"
         "29.gbi0aP.K",
         "kya"
         "29.gbi0aP.KxG6bikQ76D5PCza2qmEC3toCrQBDq",
     }},
    {"SECRET/FIREBASE_KEY",
     {
         "«AA"
         "AAKJKA50o:_oTWZFXwsG72yX5bPpTbAb0-WXmQrSzzq9amWWcxm4rjMhylyX-eSxJEQGpq-yZXFbxQcpHq6p-"
         "uEUiOYmFAcEe3v574Qp_X_G89-QD_zlYnxdGWcUKz1_Sxkvp3GQsv»",
         "x=«AA"
         "AAKoVnW8H:buxpp1nrD5nwuV_P_JRFDY4Oa-Hw3v8YDKspPeK2mxBeZIT17IMv2iRs9U0h7VEs-5poRgYjV51cG-"
         "P7N5taNzBcvk1at7Rt77qNleuw152De4hYNHRNp2REIRsDxEf-»&y=1",
         "(«AA"
         "AAWLxHynw:ZEiMIKDSV78ODnWspTgu_tOEN2tdj34iO7NUc_4ReroUhfwMmtmdOmmSTAGm-"
         "SnkqOALKg1eRvUalwDCdlBJTk-vF1VskmVMCu7kSUgrYvwG9HbqzaVCPWW_iq2»)",
         "AAAAKJKA50o"
         ":_xxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxx-xxxxxxxxxxxxx-"
         "xxxxxxxxxxxxxxxxxxx_x_xxx-xx_xxxxxxxxxxxxx_xxxxxxxxxx",
         "AA"
         "AAKJKA50o:_oTWZFXwsG72yX5bPpTbAb0-WXmQrSzzq9",
         "kAA"
         "AAKJKA50o:_oTWZFXwsG72yX5bPpTbAb0-WXmQrSzzq9amWWcxm4rjMhylyX-eSxJEQGpq-yZXFbxQcpHq6p-"
         "uEUiOYmFAcEe3v574Qp_X_G89-QD_zlYnxdGWcUKz1_Sxkvp3GQsvq",
     }},
    {"AZURE_AUTH_TOKEN",
     {
         "(«mQ"
         "j8Q~.p5UgbhIvBweabtJuNnJeSwtlH6yB_E»)",
         "ADO_PATToken: «wb"
         "vb3udir7lwor2rgldojf08s20gp536flrsaimur6zgw9n3p2kp»",
         "<cognitiveKey>«0a"
         "aEDb291Df0404Bbb0eB0dFBa16480d»</cognitiveKey>",
         "(mQj8Q~"
         ".xxxxxxxxxxxxxxxxxxxxxxxxxxxx_x)",
         "(mQ"
         "j8Q~.p5Ugb)",
         "(kmQ"
         "j8Q~.p5UgbhIvBweabtJuNnJeSwtlH6yB_Eq)",
         "ADO_PATToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/ALIBABA_KEY",
     {
         "«LT"
         "AI9RFRDH2VgOVaToc6rGjBJ»",
         "var alibabaSecret string = \"«Ws"
         "lL3luVOqoyNQyj6CEQPjMb3n8bZq»\"",
         "token = \"«LT"
         "AIACbc4FRit1Rs5s664E0R9»\"",
         "LTA"
         "Ixxxxxxxxxxxxxxxxxxxxx",
         "LT"
         "AI9RFR",
         "kLT"
         "AI9RFRDH2VgOVaToc6rGjBJq",
         "var alibabaSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/TENCENT_KEY",
     {
         "(«AK"
         "IDBWDTY3rMtjBfC9B5eWMBtxqLQdG8c6m0»)",
         "qcloud_TOKEN=\"«MD"
         "kenKK898JI839ilbmA9VEs4zRkegu0»\"",
         "«AK"
         "IDwXnRbS59mnC3tdFbADtVBoZF7NMz8oF4»",
         "(AKI"
         "Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(AK"
         "IDBWDTY3rM)",
         "(kAK"
         "IDBWDTY3rMtjBfC9B5eWMBtxqLQdG8c6m0q)",
         "qcloud_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/YANDEX_TOKEN",
     {
         "(«AQ"
         "VN5aTwNyhvqaciF6GRIOzkNAYCKMkR08AOSA6zra»)",
         "«t1"
         ".3oJoiuN4SU=.lJLT-OEeZ8zQx4nPIQeWtWJnOMerzjSK22yirqUWmzlnVS0koQ5hilLJvKW2U_"
         "YUIQna7khwHtZlJ936pDdq3J»",
         "token = \"«YC"
         "Qaqmw-LIJ8L3gbtnPFk_NZpgH2fAV9cm2TE0iP»\"",
         "(AQV"
         "Nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(AQ"
         "VN5aTwNyhvqa)",
         "(kAQ"
         "VN5aTwNyhvqaciF6GRIOzkNAYCKMkR08AOSA6zraq)",
     }},
    {"SECRET/IBM_KEY",
     {
         "watson_TOKEN=\"«Cw"
         "sajpItwk3_4G3Sg7Dw6qIqWSY2TakFXH3343in6FMV»\"",
         "ibmToken: «ro"
         "gYvFUEa-MdTCPz6X4DFZU-82ozY5ZrB-ER3s3UfnG_»",
         "{\"softlayer_token\": \"«W-"
         "eY95Z8sySY_-hKbfNm-ymefx2c1gk9Mqhix8IJCXqt»\"}",
         "watson_TOKEN="
         "\"xxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "watson_TOKEN=\"Cw"
         "sajpItwk3_4G3Sg7Dw6qIqWSY2TakFXH3343in6FM\"",
         "watson_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/ORACLE_CLOUD_ID",
     {
         "<oraclecloudKey>«ec"
         ":6d:6c:4d:d6:c9:81:a4:24:14:9e:74:53:fb:78:1f»</oraclecloudKey>",
         "export oraclecloud_KEY=«f6"
         ":b9:87:8c:92:96:f5:77:fd:0f:06:04:ee:a4:9d:fb»",
         "Oci_Token: «24"
         ":88:de:a9:2d:17:52:63:9e:41:4e:3e:27:33:7a:a9»",
         "<oraclecloudKey"
         ">xx:xx:xx:xx:xx:xx:xx:xx:xx:xx:xx:xx:xx:xx:xx:xx</oraclecloudKey>",
         "<oraclecloudKey>ec"
         ":6d:6c:4d:d6:c9:81:a4:24:14:9e:74:53:fb:78:1</oraclecloudKey>",
         "<oraclecloudKey>ge"
         "t_the_value_of</oraclecloudKey>",
     }},
    {"SECRET/DIGITALOCEAN_TOKEN",
     {
         "«do"
         "r_v1_bd8a1f3d123a675245bc6bc01154ef399c990d9245e56b4c89aa9deca387e004»",
         "var DigitaloceanSecret string = \"«Fc"
         "5dc1940aE2d0Db2B1A1e0BcDedd9808daddb7FCa07eA8C57af6C3D35082C32»\"",
         "token = \"«do"
         "p_v1_3f81ed397fb46899d41c4a02215644e432f3767fbdbf3685c2c685d31161e4bb»\"",
         "dor"
         "_xx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "do"
         "r_v1_bd8a1f3d123a6752",
         "kdo"
         "r_v1_bd8a1f3d123a675245bc6bc01154ef399c990d9245e56b4c89aa9deca387e004q",
         "var DigitaloceanSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/HEROKU_KEY",
     {
         "x=«HR"
         "KU-g79qdeFLw1aknhboU3n4wFUI6tsm92mdH0wdVwzqBCO»&y=1",
         "'HEROKU-token' => '«FE"
         "C7D2BE-5b23-7B02-C8BB-bBEde0fBAf82»',",
         "(«HR"
         "KU-PSIVkeZfxQeySjrVKfVVbuNa9euYdvlVw5N7ufB2dEE»)",
         "x=HRKU"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=HR"
         "KU-g79qdeFLw1a&y=1",
         "x=kHR"
         "KU-g79qdeFLw1aknhboU3n4wFUI6tsm92mdH0wdVwzqBCOq&y=1",
         "'HEROKU-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/FLYIO_TOKEN",
     {
         "token = \"«fo"
         "1_efJTmXzqFDmtChs82u7MwcYAcfQ-MWO6H3Zo-hkNTaF»\"",
         "key: «fm"
         "1r_h2_vSODppIxewlz4Uyx2kFZPR0/tYBrugmyBqMz_KdVDnz1Cit7DdAmf4UPhdxbmG/4nAGX3AI9LI8+5P0»",
         "(«fo"
         "1__8MtGTdXoUilh96E4ryYRNaYkEye2PqAMRxXk04Pb-9»)",
         "token = \"fo1"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxx-xxxxxx\"",
         "token = \"fo"
         "1_efJTmXzqFDm\"",
         "token = \"kfo"
         "1_efJTmXzqFDmtChs82u7MwcYAcfQ-MWO6H3Zo-hkNTaFq\"",
     }},
    {"SECRET/VERCEL_TOKEN",
     {
         "token = \"«vc"
         "a_FAEJTCA1BulrRqL9lU9mmYgoba4J3auTjyB583UIFP1»\"",
         "vercelToken := `«yK"
         "vyqTcS8ypWP7WMfBLsJOV6»`",
         "x=«vc"
         "p_6TtcXEdLwibaN9ntyI7dGjWQVFNFrcAMADkXTd7dyC»&y=1",
         "token = \"vca"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"vc"
         "a_FAEJTCA1Bul\"",
         "token = \"kvc"
         "a_FAEJTCA1BulrRqL9lU9mmYgoba4J3auTjyB583UIFP1q\"",
         "vercelToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/NETLIFY_TOKEN",
     {
         "«nf"
         "p_479bfGyM05i5MGc6Znppya2fIj8aIdDNnj9vpmFU»",
         "<NetlifyKey>«s_"
         "X96YQVKRX_9qE7cxYz-0ZE3eRpTp_9FzfAuQxqcH»</NetlifyKey>",
         "«nf"
         "p_omyFKWrbVrLSjVNuTN2sUIg1N3EnXzGjsG0G»",
         "nfp"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "nf"
         "p_479bfGyM05",
         "knf"
         "p_479bfGyM05i5MGc6Znppya2fIj8aIdDNnj9vpmFUq",
         "<NetlifyKey>ge"
         "t_the_value_of</NetlifyKey>",
     }},
    {"SECRET/CLOUDFLARE_KEY",
     {
         "«v1"
         ".0-d12b7db732d4acd5902d24bb-"
         "42b6873ed9b3aa27e7bf245bab54072a09582e1e988486096bcbb1a0a7c86ddee0d72b6f7b5603c6e203cd58a"
         "76a27597908d3207a438fb50ebddc718a59ab1aa7aab8fbcd0e98d058»",
         "CLOUDFLAREToken := `«e7"
         "b9bDdDACCE9faBAe1347fcfa83E1A79FE84»`",
         "set_X-AUTH-KEY_key(\"«ac"
         "Ae866c81Fb5818f98A8Dcb6Da6E3C758B78»\")",
         "v1"
         ".x-xxxxxxxxxxxxxxxxxxxxxxxx-"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "v1"
         ".0-d12b7db732d4acd5902d24bb-42b6873ed9b3aa27e7bf245bab54",
         "kv1"
         ".0-d12b7db732d4acd5902d24bb-"
         "42b6873ed9b3aa27e7bf245bab54072a09582e1e988486096bcbb1a0a7c86ddee0d72b6f7b5603c6e203cd58a"
         "76a27597908d3207a438fb50ebddc718a59ab1aa7aab8fbcd0e98d058q",
         "CLOUDFLAREToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/FASTLY_TOKEN",
     {
         "FASTLYToken := `«_o"
         "69DOEmGpHyZeDIqt0zrx_NGilqskuA»`",
         "'fastly-token' => '«k0"
         "AW4CVaaAjkHN7hDisGCTP0zPhpHFjz»',",
         "'fastly-token' => '«_H"
         "vzvArlh3iEGjN5usbi-enO31mIsl-O»',",
         "FASTLYToken := "
         "`_xxxxxxxxxxxxxxxxxxxxx_xxxxxxxxx`",
         "FASTLYToken := `_o"
         "69DOEmGpHyZeDIqt0zrx_NGilqsku`",
         "FASTLYToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/LINODE_TOKEN",
     {
         "'linode-token' => '«eE"
         "CB4A9dEe076d321EEbB1c5FBE3aFCF9fEA4b63A9d7d3d4F538Ce22afAFcA7b»',",
         "'Linode-token' => '«DA"
         "cD3B7E9408263EFADaf0eAC697C5fd35aCBbBE13d4fBcadb6BE17c5d15FABc»',",
         "String linodeKey = \"«93"
         "e1aC5B0CAb08fA0eb6b9AFAF2213b0d532D7b2cD8B2e5a090cD0376F40c4d0»\";",
         "'linode-token' => "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',",
         "'linode-token' => 'eE"
         "CB4A9dEe076d321EEbB1c5FBE3aFCF9fEA4b63A9d7d3d4F538Ce22afAFcA7',",
         "'linode-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/HETZNER_TOKEN",
     {
         "hetzner_TOKEN=\"«fy"
         "EBXtoWjTRCMLOoeiG7wBcKSqjPnQ2dVlZZ5y8YbdHuAbSfSkAeMmBCDI2U6Tar»\"",
         "var HETZNERSecret string = \"«OM"
         "ngzxyBtn86CJNjEYfe4li80Pi2cwrnul0uf2ROdnCCuYxyIz786tKDVX3KqS1n»\"",
         "hcloudToken: «oe"
         "zMfdchKewB8vpEQNjzNJg8RTEyA8BCoJRtNun0Zsjk6KAremoXUGksJFc99ocq»",
         "hetzner_TOKEN="
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "hetzner_TOKEN=\"fy"
         "EBXtoWjTRCMLOoeiG7wBcKSqjPnQ2dVlZZ5y8YbdHuAbSfSkAeMmBCDI2U6Ta\"",
         "hetzner_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/SCALEWAY_KEY",
     {
         "«SC"
         "W35R9OCI19WFBX4OP0»",
         "<SCALEWAYKey>«FF"
         "eFc8c9-6920-eCDC-AcFE-9d600E7EAe1d»</SCALEWAYKey>",
         "(«SC"
         "WMEUPCBQ7R8AJ6HW79»)",
         "SCW"
         "3xxxxxxxxxxxxxxxx",
         "SC"
         "W35R",
         "kSC"
         "W35R9OCI19WFBX4OP0q",
         "<SCALEWAYKey>ge"
         "t_the_value_of</SCALEWAYKey>",
     }},
    {"SECRET/VULTR_KEY",
     {
         "set_Vultr_key(\"«Qg"
         "VmStkTVqgsHfsPohORSJf0zCfsQOQNvhO5»\")",
         "String vultrKey = \"«BL"
         "2sus1ZJAyYsZf7jhKSzpfY8qyW9hfbntj6»\";",
         "vultr_api_key = '«44"
         "fo31qQqEIEsuBRlierB2rkGuRxa8zkfaV8»'",
         "set_Vultr_key("
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")",
         "set_Vultr_key(\"Qg"
         "VmStkTVqgsHfsPohORSJf0zCfsQOQNvhO\")",
         "set_Vultr_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/OVH_KEY",
     {
         "'ovh-token' => '«iL"
         "Naitdn2kru84YjUvo8wofVPIyu30tv»',",
         "ovh_api_key = '«zJ"
         "rRW5rAI5Z6pJWuOv8MgrK2GpUGgHl0»'",
         "set_OVH_key(\"«W3"
         "ZNPIMl1RXtlLHX66yW6Qnpqt3IblXS»\")",
         "'ovh-token' => "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',",
         "'ovh-token' => 'iL"
         "Naitdn2kru84YjUvo8wofVPIyu30t',",
         "'ovh-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/DATABRICKS_TOKEN",
     {
         "x=«da"
         "pidaa10cb3bgeh78335e454185db5a03eh-7»&y=1",
         "«da"
         "pi4e5aa91760f4c739ca2326a796h92e8e-7»",
         "token = \"«da"
         "pi71g64e83a25227a18778c8h31c0h3hf9»\"",
         "token = \"dap"
         "ixxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "x=da"
         "pidaa10cb3&y=1",
         "x=kda"
         "pidaa10cb3bgeh78335e454185db5a03eh-7q&y=1",
     }},
    {"SECRET/SNOWFLAKE_CREDENTIALS",
     {
         "var SnowflakeSecret string = \"«i-"
         "Hoe4GShMmPOs»\"",
         "String snowflakeKey = \"«OU"
         "Y2idXzsJEQa*yKXZ»\";",
         "SNOWFLAKE_TOKEN=\"«On"
         "LTPz*g8QAvJ45*6»\"",
         "var SnowflakeSecret string = "
         "\"x-xxxxxxxxxxxx\"",
         "var SnowflakeSecret string = \"ge"
         "t_the_value_of\"",
         "String snowflakeKey = "
         "\"xxxxxxxxxxxxx*xxxx\";",
     }},
    {"SECRET/PLANETSCALE_TOKEN",
     {
         "x=«ps"
         "cale_oauth_8.Y2ZRBvuuRt47w7wdBjfWAk6cQSo6KBdfR»&y=1",
         "token = \"«ps"
         "cale_pw_g3k2zhefJ1Qmh1SCJuorXyA4pnxyCQM.6FdLtv4»\"",
         "«ps"
         "cale_pw_KCJtD=8ceuEi.y46k5MBz6Lkye=wgesn07DAdy»",
         "x=pscale"
         "_xxxxx_x.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=ps"
         "cale_oauth_8.Y&y=1",
         "x=kps"
         "cale_oauth_8.Y2ZRBvuuRt47w7wdBjfWAk6cQSo6KBdfRq&y=1",
     }},
    {"SECRET/SUPABASE_KEY",
     {
         "x=«sb"
         "p_080b568588b64911da47b5b7c5e377b25bd2a777»&y=1",
         "x=«sb"
         "_secret_ZSFA1FZLL5c4NC8jPLQ6PoBtVV4R»&y=1",
         "«sb"
         "p_oauth_f0b9566036c4913d648e278e601e36461a59f27c»",
         "x=sbp"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=sb"
         "p_080b568588&y=1",
         "x=ksb"
         "p_080b568588b64911da47b5b7c5e377b25bd2a777q&y=1",
     }},
    {"SECRET/NEON_KEY",
     {
         "«na"
         "pi_xikr8803fi8ygsy4vzx8ud4baqgxvche8pqtbxak38h91od8utz981cbjbbpoi02»",
         "token = \"«na"
         "pi_qq1hcfk9bd0dfshtidw5hssc0tblrzyrmq742u81jpe7nonubhat3sls9c9c493s»\"",
         "(«na"
         "pi_0k308yc7orfif4bx0lynoqq2yyffo0rxkjpsii5vxk7q7tzs04zl97qxn5eibrjm»)",
         "napi"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "na"
         "pi_xikr8803fi8ygsy4vz",
         "kna"
         "pi_xikr8803fi8ygsy4vzx8ud4baqgxvche8pqtbxak38h91od8utz981cbjbbpoi02q",
     }},
    {"SECRET/MONGODB_ATLAS_KEY",
     {
         "«md"
         "b_sa_sk_gg5cbnHg5vy7prZsOK0q8MElA2oxkLf75wj7QhiN»",
         "var ATLASSecret string = \"«fD"
         "472F76-BC93-1c6b-FE72-0d6ecDbE9568»\"",
         "(«md"
         "b_sa_sk_oczaUS0bY-5HhpMO4kR0Xmv7nRra5Gb4SD2IqhwB»)",
         "mdb"
         "_xx_xx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "md"
         "b_sa_sk_gg5cbn",
         "kmd"
         "b_sa_sk_gg5cbnHg5vy7prZsOK0q8MElA2oxkLf75wj7QhiNq",
         "var ATLASSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/CONFLUENT_KEY",
     {
         "confluent_api_key = '«at"
         "91rHBnPEFxq5JdrgqyKY+OD9bghDhECCR7SG3RcpcM8ZgK13nFSiz70ci3erRh»'",
         "export confluent_KEY=«wr"
         "69wsxFlnhBezGx»",
         "export confluent_KEY=«XU"
         "Mv1qXhUrUjHSXD»",
         "confluent_api_key = "
         "'xxxxxxxxxxxxxxxxxxxxxx+xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
         "confluent_api_key = 'at"
         "91rHBnPEFxq5JdrgqyKY+OD9bghDhECCR7SG3RcpcM8ZgK13nFSiz70ci3erR'",
         "confluent_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/CLICKHOUSE_KEY",
     {
         "«4b"
         "1d9VPM4MybrizsLMHEzMvTY0gzgGTBEdUEIhKtZE»",
         "key: «4b"
         "1dD5KZ5XV6cq7wzz2AU0wpTUrGn1daR0rvKALyc9»",
         "token = \"«4b"
         "1dFFUYJ3cytdQrMQn9CMhVAGsA68rMaoPY9wEubT»\"",
         "4b1"
         "dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "4b"
         "1d9VPM4Mybri",
         "k4b"
         "1d9VPM4MybrizsLMHEzMvTY0gzgGTBEdUEIhKtZEq",
     }},
    {"SECRET/ALGOLIA_KEY",
     {
         "'ALGOLIA-token' => '«a9"
         "4ECEEe1DDd0f6fCB7dddE93f52ed2A»',",
         "AlgoliaToken := `«5E"
         "D70bDD07d6CbcDA28BA9E60d2C5e14»`",
         "set_Algolia_key(\"«kq"
         "GLSmqAen7n6yWV4Vez8yBTvWdE6M3h»\")",
         "'ALGOLIA-token' => "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',",
         "'ALGOLIA-token' => 'a9"
         "4ECEEe1DDd0f6fCB7dddE93f52ed2',",
         "'ALGOLIA-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/ELASTIC_KEY",
     {
         "{\"elastic_token\": \"«fu"
         "7YeQhAXsVAEHYs23PK:mAiV5US6ES1ZVn80q8jm6N»\"}",
         "var ELASTICSecret string = \"«rv"
         "lmVOdd3tFFC_oAAKwF:RxwyBaaz0mg2Jtv4Dk_276»\"",
         "apikey_api_key = '«D3"
         "3w7fjyDR6E3_02-YUs:w5H54_Roe_TrP6GSb_fxOS»'",
         "{\"elastic_token\": "
         "\"xxxxxxxxxxxxxxxxxxxx:xxxxxxxxxxxxxxxxxxxxxx\"}",
         "{\"elastic_token\": \"fu"
         "7YeQhAXsVAEHYs23PK:mAiV5US6ES1ZVn80q8jm6\"}",
         "{\"elastic_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/OKTA_TOKEN",
     {
         "SswsToken: «00"
         "59fTJTA3Ym4ndsDEYJhjrzPCTFBzxFnBL8PWUeTL»",
         "'okta-token' => '«2V"
         "G5NQoujsyCdkngRbL8FfrNKFGX7qD7r-ciPAqSkc»',",
         "set_Ssws_key(\"«00"
         "p7-JcgJP-5iHLW5gYVerjfkeTqCTwUP4HZGomi8G»\")",
         "SswsToken:"
         " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "SswsToken: 00"
         "59fTJTA3Ym4ndsDEYJhjrzPCTFBzxFnBL8PWUeT",
         "SswsToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/AUTHRESS_KEY",
     {
         "token = \"«sc"
         "_HtQmxDRBKQBE.w2AU.account-Xlp77KJW33zCMp.L/UXcW2gX8=BhKGGiS2TM=6cPPNjhSq»\"",
         "(«sc"
         "auth_bUaFaqRlj.dtPa.account_PBrQvPxA-jzyk.X8dVSl+9azLpvTdG34xYr_qXWJZBm-CGCX»)",
         "key: «sc"
         "auth_uwz70Bz.TXrVu.acc-UQSLSDXOi48H7vNtP.RzoWdx4rG-R_yXEyjZmSU9tUsUxiwrPD»",
         "token = \"sc"
         "_xxxxxxxxxxxx.xxxx.xxxxxxx-xxxxxxxxxxxxxx.x/xxxxxxxx=xxxxxxxxxx=xxxxxxxxx\"",
         "token = \"sc"
         "_HtQmxDRBKQBE.w2AU.acco\"",
         "token = \"ksc"
         "_HtQmxDRBKQBE.w2AU.account-Xlp77KJW33zCMp.L/UXcW2gX8=BhKGGiS2TM=6cPPNjhSqq\"",
     }},
    {"SECRET/AUTH0_SECRET",
     {
         "'auth0-token' => '«XS"
         "7k-It2ScL6vPtFai1dGblV7b9CzNpU62SvRNxxekatjwdGr1N9SIQWvyjvY63I»',",
         "set_Auth0_key(\"«e-"
         "N7KkENycEYs3FNTUOtPbCOrb8jE8ak2A1KJ8Ip0fvClHU9ymlShfD7K0W91Xt8»\")",
         "Auth0_TOKEN=\"«YF"
         "TtgKs3_VJrLWwdUXNsDDo1FmkM3F92uLqJd8Hd5V4ycrBy9eVT81x2W7IXM7DQ»\"",
         "'auth0-token' => "
         "'xxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',",
         "'auth0-token' => 'XS"
         "7k-It2ScL6vPtFai1dGblV7b9CzNpU62SvRNxxekatjwdGr1N9SIQWvyjvY63',",
         "'auth0-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/MERAKI_KEY",
     {
         "var MERAKISecret string = \"«40"
         "bcFaCa91ac2D0DeBcC04a46CeE096c9bDf6b29»\"",
         "'Meraki-token' => '«72"
         "7dFDFaC7cA1FE5905fB5d99B6a4a2eCBB8cc41»',",
         "merakiToken := `«93"
         "90e32Faedb8AEbe94F9ECfb5cbC68dA89dDe8E»`",
         "var MERAKISecret string = "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "var MERAKISecret string = \"40"
         "bcFaCa91ac2D0DeBcC04a46CeE096c9bDf6b2\"",
         "var MERAKISecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/DEFINED_NETWORKING_TOKEN",
     {
         "key: «dn"
         "key-GlGNZAeooxQ69_qgfxIqHRRph2-0J-mtkT1ekv5D=EXT4iyF_iqtofXIh7g5q9kDNaUJMNctXkzMOus»",
         "(«dn"
         "key-C82bYyzSKs98VwQw-EtUg=0Dle-zUMAn92SA5NudYVaugepOV-ijdr1hE=F5u5azn3io4PKU2stuPkN»)",
         "token = \"«dn"
         "key-p5i9X0krI7zOhNPbFmJqOM5EBZ-vLLlab7VDfvwUnPhg2kr69atTDxkYtBgAGWh8k35tw6hl8r34OU7»\"",
         "key: dnkey"
         "-xxxxxxxxxxxxx_xxxxxxxxxxxx-xx-xxxxxxxxxx=xxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: dn"
         "key-GlGNZAeooxQ69_qgfxIqHR",
         "key: kdn"
         "key-GlGNZAeooxQ69_qgfxIqHRRph2-0J-mtkT1ekv5D=EXT4iyF_iqtofXIh7g5q9kDNaUJMNctXkzMOusq",
     }},
    {"SECRET/TAILSCALE_KEY",
     {
         "key: «ts"
         "key-client-Ob9pjRbXJq-AHzcsxZkz6yePuJlbduGHGyz»",
         "token = \"«ts"
         "key-api-hNHWQWQK2UXR-emj8GnHCvltmV5CzlJhjKcMk»\"",
         "key: «ts"
         "key-scim-ZbRsHWcLzZsCOVB-XU3XvhRghicJVrQobf1ROgar»",
         "key: tskey"
         "-xxxxxx-xxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx",
         "key: ts"
         "key-client-Ob9",
         "key: kts"
         "key-client-Ob9pjRbXJq-AHzcsxZkz6yePuJlbduGHGyzq",
     }},
    {"SECRET/NGROK_TOKEN",
     {
         "ngrok_api_key = '«Bk"
         "sBZD2uvWNEkysZ84Gm492AQ36_DsMvWxXghllGHmhUEH71mRZ»'",
         "{\"NGROK_token\": \"«fe"
         "KvIzXdqa7XVExU9RqE0BFBV_WJkJAQ3OyO1IfPGbuQEIPY»\"}",
         "Ngrok_TOKEN=\"«Zm"
         "jsYbcbrkY4tGwchu9i_jy7WAuzWCpZUXTLbeZX573Ja»\"",
         "ngrok_api_key = "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxx'",
         "{\"NGROK_token\": \"QO"
         "tPtlTfS5thILtubyQ0SyQ7BvD_YSA4pSAmf14uE6gxH\"}",
         "ngrok_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/CLOUDINARY_CREDENTIALS",
     {
         "cloudinary_api_key = '«Dk"
         "_NxzdcGFjFTMNqJ42VRrEYfvP»'",
         "export cloudinary_KEY=«VI"
         "QY0ZqDtAjOqYx1W41udHGUcoq»",
         "var CloudinarySecret string = \"«cn"
         "ScO7tnpjwccGKavnlfIgvi1ym»\"",
         "cloudinary_api_key = "
         "'xx_xxxxxxxxxxxxxxxxxxxxxxxx'",
         "cloudinary_api_key = 'Dk"
         "_NxzdcGFjFTMNqJ42VRrEYfv'",
         "cloudinary_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/WEIGHTS_BIASES_KEY",
     {
         "{\"WANDB_token\": \"«58"
         "b47BF8F70f93f43EAFA34ff669AaeAb7fCcDE4»\"}",
         "export wandb_KEY=«0c"
         "7D2BE4Ea5cae111eFe2EeA67dd3c95C638FD2E»",
         "Weights_biases_api_key = '«02"
         "5e3Bb5F425AE5bC83FB01F37AfC353d2d91Ab3»'",
         "{\"WANDB_token\": "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}",
         "{\"WANDB_token\": \"58"
         "b47BF8F70f93f43EAFA34ff669AaeAb7fCcDE\"}",
         "{\"WANDB_token\": \"ge"
         "t_the_value_of\"}",
     }},
};

#endif
