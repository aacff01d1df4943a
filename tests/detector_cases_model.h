/* Texts with and without secrets of the types in detectors/catalogue/modelrows.c: see detector_cases.h.
 * All values are invented, at random in the form that the provider's documentation gives. */
#ifndef ROTE_DETECTOR_CASES_MODEL_H
#define ROTE_DETECTOR_CASES_MODEL_H

#include "tests/detector_cases.h"

static const Cases cases_model[] = {
    {"SECRET/OPENAI_KEY",
     {
         "x=«sk"
         "-4YpxxXqwzJgDGqJguh0Pm_PBPR7T3BlbkFJP9QNKhf9X0xJcb8xXLAs»&y=1",
         "(«sk"
         "-admin-s5c0YPjewVy6fv1XSfaRp9rvyzo8h4oskKJv3s37xlK5»)",
         "«sk"
         "-lZK3nhOez3EcH8HT1Q657XhQNVOcqSsxbJ9EvABqWAX1ufia»",
         "x=sk"
         "-xxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=sk"
         "-4YpxxXqwzJgDGqJg&y=1",
         "x=ksk"
         "-4YpxxXqwzJgDGqJguh0Pm_PBPR7T3BlbkFJP9QNKhf9X0xJcb8xXLAsq&y=1",
     }},
    {"SECRET/ANTHROPIC_KEY",
     {
         "key: «sk"
         "-ant-admin22-E4rQ8o2CdIi5s46vDDMTcYI4v8wuBEYCC5M8OPtvVknRWrFZ61xo-"
         "SbR85Vl4s1lZykeLYYd6Oyg_lVXbSRvB»",
         "(«sk"
         "-ant-api54-1yCww5IijcElYaE_JkhXawW6b3GOPOu1HtFOjsHQyu4i_UrUykKTJRtHGmTfi1kn_"
         "J2du8THw54Meo3paTG5»)",
         "key: «sk"
         "-ant-oat17-Gb-BK_zLb2T_3zQR0gDn3Ndc3PfDJNs-hi9nyHLkz9IiXirP3T5RXxpQcf-"
         "Fck0zxkWSmBIeuOaAC3K3Z-R5Z0f»",
         "key: sk"
         "-xxx-xxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-"
         "xxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxx",
         "key: sk"
         "-ant-admin22-E4rQ8o2CdIi5s46vDD",
         "key: ksk"
         "-ant-admin22-E4rQ8o2CdIi5s46vDDMTcYI4v8wuBEYCC5M8OPtvVknRWrFZ61xo-"
         "SbR85Vl4s1lZykeLYYd6Oyg_lVXbSRvBq",
     }},
    {"SECRET/OPENROUTER_KEY",
     {
         "x=«sk"
         "-or-v1-88e288dda5c1894f6b224ee86e25b2aafc2ad8bf81a67f9db1b91b2f14d9cfcb»&y=1",
         "key: «sk"
         "-or-v1-c344796a5a553af13b9a4a337e3b2166aff5b345c297f207d6658bfb267c434d»",
         "token = \"«sk"
         "-or-v1-d703a1b266221ac7d886c89f27c8e0ddfaf8a24be7a36b7a117ed73d9dc8c809»\"",
         "x=sk"
         "-xx-xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=sk"
         "-or-v1-88e288dda5c1894&y=1",
         "x=ksk"
         "-or-v1-88e288dda5c1894f6b224ee86e25b2aafc2ad8bf81a67f9db1b91b2f14d9cfcbq&y=1",
     }},
    {"SECRET/DEEPSEEK_KEY",
     {
         "token = \"«sk"
         "-e3ecec2612833afea4ac60cd8e719229»\"",
         "«sk"
         "-fd5292b50a662c8e7a12d99006989a35»",
         "(«sk"
         "-813326c0b8a9b6663bff9a8f5c219587»)",
         "token = \"sk"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"sk"
         "-e3ecec26\"",
         "token = \"ksk"
         "-e3ecec2612833afea4ac60cd8e719229q\"",
     }},
    {"SECRET/COHERE_KEY",
     {
         "cohere_TOKEN=\"«W4"
         "LqeQQ6a8rjh7i8qUW0mjkI003itjl05SlxTLv3»\"",
         "var cohereSecret string = \"«ZI"
         "UKQ9p0p5dOpGUaWJDDEqXxbsKjZYBemFKGcdQa»\"",
         "co_api_key_api_key = '«ro"
         "uzTG413TFJ7W8hNqAlLmsv9h7ylX1fB3Hw1RAa»'",
         "cohere_TOKEN="
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "cohere_TOKEN=\"W4"
         "LqeQQ6a8rjh7i8qUW0mjkI003itjl05SlxTLv\"",
         "cohere_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/MISTRAL_KEY",
     {
         "MISTRALToken: «58"
         "Xu7CpvOtyfIbMtMxYb1ShDWPzz4Fo1»",
         "set_mistral_key(\"«QO"
         "HcynlQKg6tBuEXpW3v4Ey3uehyYpLA»\")",
         "{\"Mistral_token\": \"«CA"
         "NOhhAJTgn48PVhRtixk54sDnTolD85»\"}",
         "MISTRALToken:"
         " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "MISTRALToken: 58"
         "Xu7CpvOtyfIbMtMxYb1ShDWPzz4Fo",
         "MISTRALToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/REPLICATE_TOKEN",
     {
         "key: «r8"
         "_cSOysy10ArYCS4IQhwJn34cWs5JPDKJvY4lUt»",
         "key: «r8"
         "_zxp4zEBNOPyKJcVHWG3edeYBL5VDSPn3zk18z»",
         "token = \"«r8"
         "_Gmwt2EAY5RFk8hcVho35chv3ChMPEmjJyTQFe»\"",
         "key: r8"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: r8"
         "_cSOysy10Ar",
         "key: kr8"
         "_cSOysy10ArYCS4IQhwJn34cWs5JPDKJvY4lUtq",
     }},
    {"SECRET/PERPLEXITY_KEY",
     {
         "x=«pp"
         "lx-XuFyOWx7dlC293mMeL2uvDAU56SXy7FBJKFc54MEUZYx0Q5f»&y=1",
         "token = \"«pp"
         "lx-NBpOYNQP8WNaxIkoKI3X4gopeTGaGpDLLfqq1P14co0ixVzl»\"",
         "x=«pp"
         "lx-2iH120xTNBAg07JqZqbfxAJEGiUubaDXOv06iMhnMG2xGnVX»&y=1",
         "x=pplx"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=pp"
         "lx-XuFyOWx7dlC2&y=1",
         "x=kpp"
         "lx-XuFyOWx7dlC293mMeL2uvDAU56SXy7FBJKFc54MEUZYx0Q5fq&y=1",
     }},
    {"SECRET/GROQ_KEY",
     {
         "(«gs"
         "k_NXf3DybqZkrkkFPwM4gg72CljCh6vSquG5hImSonbT8ULUt1hGBt»)",
         "key: «gs"
         "k_8MsoA2WNnyy5iubBsEyBDQ4WZPl0xw0IQgifPUMc8szEc3P4k9bt»",
         "token = \"«gs"
         "k_NUWfIl3jsMUoUyMvlUGAmA2wc0OCxk2405TFqjhFEM1iGVGfMuXg»\"",
         "(gsk"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(gs"
         "k_NXf3DybqZkrkkF)",
         "(kgs"
         "k_NXf3DybqZkrkkFPwM4gg72CljCh6vSquG5hImSonbT8ULUt1hGBtq)",
     }},
    {"SECRET/XAI_KEY",
     {
         "key: «xa"
         "i-6acwDDtQGKyA6seB9tzLPKz7J259pxgCjqIYWsSinlcqQS100PNqA3mC0qn498JPe4zx4iPodeQxGrDH»",
         "(«xa"
         "i-3KfCWYedkivk66ifbALm4ACAxxjid3Ic3NPcbamJpQoHMHSPY9BZG1KlCxMSSuftSapgNVSRVS9Tt6So»)",
         "«xa"
         "i-atlMZJlpNSsUw2lEdglxT14kRkfxrHjcCZuKDHo2SXfQyZUxX3GOOvS8Ue6zGne3CefyzcAhTPxr7Eei»",
         "key: xai"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: xa"
         "i-6acwDDtQGKyA6seB9tzLPKz7",
         "key: kxa"
         "i-6acwDDtQGKyA6seB9tzLPKz7J259pxgCjqIYWsSinlcqQS100PNqA3mC0qn498JPe4zx4iPodeQxGrDHq",
     }},
    {"SECRET/HUGGING_FACE_TOKEN",
     {
         "«hf"
         "_MIzMkmJExVRAnT4UuTGK2IqAwXmpSsv8rfuUk»",
         "token = \"«ap"
         "i_org_QCd2F2D1tm4wW5ZgNnJPx7sXLQakZjnUaX»\"",
         "(«hf"
         "_YxUzxQH5UBM2Muzto5cvB1jWu9njbRAQH5J»)",
         "hf"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "hf"
         "_MIzMkmJExV",
         "khf"
         "_MIzMkmJExVRAnT4UuTGK2IqAwXmpSsv8rfuUkq",
     }},
    {"SECRET/LANGCHAIN_KEY",
     {
         "x=«ls"
         "v2_pt_732dc5cc42dd45e59afd082a9dc626a6_616ffa194d»&y=1",
         "«ls"
         "v2_sk_38416f2b2d761110fdf59ca941616393_dbce06c197»",
         "«ls"
         "v2_pt_06a9b649cc1b3566238c4d4edc8c7a0e_293f3575df»",
         "x=lsv2"
         "_xx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxx&y=1",
         "x=ls"
         "v2_pt_732dc5cc4&y=1",
         "x=kls"
         "v2_pt_732dc5cc42dd45e59afd082a9dc626a6_616ffa194dq&y=1",
     }},
    {"SECRET/PINECONE_KEY",
     {
         "key: «pc"
         "sk_dMSMx_c1egAa4tWTDCqiopgL0DM16CMjVyMS3LHak8rIlWvepS4fHMBymRdkuco8WiCI»",
         "String pineconeKey = \"«Cf"
         "f06A54-8AEC-7Ac7-81Ef-d75a1B27ee96»\";",
         "key: «pc"
         "sk_rpWBng_Jv5MuCjQLNWkQJEEsJFYXAqcWX4KUwCF1qpx5bzd5C52xczQJVI0XzhKWdIoh5»",
         "key: pcsk"
         "_xxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: pc"
         "sk_dMSMx_c1egAa4tWTDCq",
         "key: kpc"
         "sk_dMSMx_c1egAa4tWTDCqiopgL0DM16CMjVyMS3LHak8rIlWvepS4fHMBymRdkuco8WiCIq",
         "String pineconeKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/ELEVENLABS_KEY",
     {
         "String xi-api-keyKey = \"«sk"
         "_5D08598FF43a482689BcCFf87f8d8b3aC»\";",
         "var elevenlabsSecret string = \"«sk"
         "_1eD0f4715Aed77fc8ecaf40485FB8BBda52»\"",
         "xi-api-keyToken: «sk"
         "_716fF8Fce90EBD4B8B50f38EBc9ffBc1473CE»",
         "String xi-api-keyKey = "
         "\"xx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\";",
         "ElevenlabsToken := `2E"
         "EC6ab007CDcAF3FF4005a9fD7eacF`",
         "String xi-api-keyKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/PRIVATEAI_TOKEN",
     {
         "var private-aiSecret string = \"«B0"
         "Rv0R3knbWIAozsckR4F4JSEK234ejs»\"",
         "String private_aiKey = \"«OF"
         "gc0cGPvxWMAtwtxNu3YqQ77DcKV2Ar»\";",
         "PRIVATEAI_TOKEN=\"«kG"
         "YO0VXpBivjRl2DXJEKq6AzOUsfa1yq»\"",
         "var private-aiSecret string = "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "var private-aiSecret string = \"B0"
         "Rv0R3knbWIAozsckR4F4JSEK234ej\"",
         "var private-aiSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/MAPBOX_TOKEN",
     {
         "token = \"«pk"
         ".eyJxGRPydI9HRrjU1lVfBtoZ3A6Fx13Jz.F7jkbUlaZZMAKYl4hg6R»\"",
         "key: «tk"
         ".EEEZvgGWIeYjxxl0ZBPtGGDGY2d5qNSFBlJIY161U0B6g5zEObb0JepSAF0A.yjXpWU0lUB3iPa4YHVMpC2»",
         "x=«pk"
         ".eyJ2jRLkvgUrVx7IESn207JQXzVnaJmn5zcBtUKXz.zI35GoNdhn728-RyN1fyY»&y=1",
         "token = \"pk"
         ".xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxx\"",
         "token = \"pk"
         ".eyJxGRPydI9HRrjU\"",
         "token = \"kpk"
         ".eyJxGRPydI9HRrjU1lVfBtoZ3A6Fx13Jz.F7jkbUlaZZMAKYl4hg6Rq\"",
     }},
    {"SECRET/MAXMIND_KEY",
     {
         "token = \"«ZW"
         "Tbd8_zOKAsYrXANnxbvzCI35Lh2v5puhME_mmk»\"",
         "(«oS"
         "MDju_RsYQRZG45UDeWUWId6cvz2jq2XSnh_mmk»)",
         "(«Dj"
         "ax5k_A77FBswaVU56Hu9Orubhmk7tUEuVU_mmk»)",
         "token = \"ZWTbd8"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxx\"",
         "token = \"ZW"
         "Tbd8_zOKAsY\"",
         "token = \"kZW"
         "Tbd8_zOKAsYrXANnxbvzCI35Lh2v5puhME_mmkq\"",
     }},
    {"SECRET/NEW_RELIC_KEY",
     {
         "(«NR"
         "AK-5GWJPP7BQM70JF0GOWLXMVSWSVO»)",
         "«NR"
         "AK-EEL64etBwDWFBmx5u1vAo17PpHQ9»",
         "«NR"
         "BR-BAF827a89acD0b7e81D»",
         "(«NR"
         "SP-d3gDs35rfKdpDLZiqxE3tvWOLSU7LG_u»)",
         "x=«uM"
         "EkHToM1kPXwPOJT31NglaxuJTLH9ttKzIMNRAL»&y=1",
         "NEWRELICToken: «2C"
         "wHrOQFjO3cOCxdprD26HjTENdCjisoQ6H2AUhb»",
         "(NRAK"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(NR"
         "AK-5GWJP)",
         "(kNR"
         "AK-5GWJPP7BQM70JF0GOWLXMVSWSVOq)",
         "NEWRELICToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/DATADOG_KEY",
     {
         "Dd_app_api_key = '«79"
         "AB0b6c6a2FDE2Da76fAD1adf3ee4F7»'",
         "dd-api_api_key = '«2D"
         "0BD3c7BEe25b579a6A23Aa7690faaF»'",
         "String dd-apiKey = \"«9e"
         "68F05Bc972B3EF127a4E7fdeFeE72c»\";",
         "Dd_app_api_key = "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
         "Dd_app_api_key = '79"
         "AB0b6c6a2FDE2Da76fAD1adf3ee4F'",
         "Dd_app_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/GRAFANA_TOKEN",
     {
         "token = \"«gl"
         "c_H9DSWuTUmmsgXxoxjrYl9dbYK4F3EB/OhHJP»\"",
         "(«ey"
         "JrIjoi924TTuc5Es0UicuC4S8Etv68yxCCzNK2qJoz3ykLZD7pxMNQ34JTda=»)",
         "token = \"«gl"
         "c_oBO2Ho5MVjw1bbb29nkpQkai9BKB823jJRIpZ19=»\"",
         "token = \"glc"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/xxxxx\"",
         "token = \"gl"
         "c_H9DSWuTUm\"",
         "token = \"kgl"
         "c_H9DSWuTUmmsgXxoxjrYl9dbYK4F3EB/OhHJPq\"",
     }},
    {"SECRET/SENTRY_TOKEN",
     {
         "\"«sn"
         "trys_eyJMcr45_CqljG8SnFdKBPZ-D-4cGTL2895f2CUJauDZ8v/"
         "sNNlD6m69RTh901YP=_OGhBU2zuQi2Tj2lDiod1kSk7OV2ZEPsXPQf»\"",
         "«sn"
         "tryr_568b02dc7d2daab7f134659bcdbb6b687ada4d518625bf9a32193446d0070243»",
         "key: «ht"
         "tps://876f8f629e917db7983aaaebfa8932c8@sentryh/2292146»",
         "var sentrySecret string = \"«01"
         "ecEBa4aBacF8c00Ad3d79173A093BE97D89a8D590Bf9D1b1Be6CbA639dd88E»\"",
         "\"sntrys"
         "_xxxxxxxx_xxxxxxxxxxxxxx-x-xxxxxxxxxxxxxxxxxxxx/"
         "xxxxxxxxxxxxxxxxx=_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "\"sn"
         "trys_eyJMcr45_CqljG8SnFdKBPZ-D-4cG\"",
         "\"ksn"
         "trys_eyJMcr45_CqljG8SnFdKBPZ-D-4cGTL2895f2CUJauDZ8v/"
         "sNNlD6m69RTh901YP=_OGhBU2zuQi2Tj2lDiod1kSk7OV2ZEPsXPQfq\"",
         "var sentrySecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/SUMOLOGIC_KEY",
     {
         "SUMO_TOKEN=\"«su"
         "Mu03szXGMiTa»\"",
         "String sumoKey = \"«NZ"
         "aKq3GQxPXgnOf9P2FXoW9ategDyrBY9pa6DbWxUZOLxuPjt2dSOmiWdwSIRHD2»\";",
         "export sumo_KEY=«su"
         "RfJSyRgbFCeu»",
         "SUMO_TOKEN="
         "\"xxxxxxxxxxxxxx\"",
         "SUMO_TOKEN=\"su"
         "Mu03szXGMiT\"",
         "SUMO_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/HONEYCOMB_KEY",
     {
         "HONEYCOMBToken := `«za"
         "Q359k3tKA23XVbzI6ILWGnAAgE»`",
         "String HoneycombKey = \"«xv"
         "2Ztu2HV3cSd8a3zJK4iFePdXbMyW»\";",
         "Honeycomb_api_key = '«bQ"
         "ghrr4f1F7RorfO5YK8jPOtCne55E»'",
         "(hcsik"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(hc"
         "sik_cbxdb9p2rq4etsa)",
         "(khc"
         "sik_cbxdb9p2rq4etsa03sj020hmumniy171jxhh4fvey0ho40p9ed4casai32q)",
         "HONEYCOMBToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/DYNATRACE_TOKEN",
     {
         "token = \"«dt"
         "0l36.XxQo5moUckeM54eqVrui4eVV."
         "5sWF5N0v77IDubnsWIgvm6SOAqssgg8BrXjCdIfFGyfItTXeBA1ZVyl2k6P8Ll7G»\"",
         "key: «dt"
         "0A57.kUQTcMVZHikMKPJUeAeBnL3P."
         "hqZV5c5gShe52iFlHpcD86ZCxtlTus0IY48ZcBHGcUbsFYXyorlHC6g6AcbsX6Ww»",
         "key: «dt"
         "0v33.gjFJxQtLEtpwE7IHHx8RUVFi."
         "RXx10hQvYykkUh435tkpHShxhEMuHqzYNdUSQFKHC2joQo05pmLr9dEPLTbP4q3s»",
         "token = \"dt0l36"
         ".xxxxxxxxxxxxxxxxxxxxxxxx."
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"dt"
         "0l36.XxQo5moUckeM54eqVrui4eVV.\"",
         "token = \"kdt"
         "0l36.XxQo5moUckeM54eqVrui4eVV."
         "5sWF5N0v77IDubnsWIgvm6SOAqssgg8BrXjCdIfFGyfItTXeBA1ZVyl2k6P8Ll7Gq\"",
     }},
    {"SECRET/PAGERDUTY_KEY",
     {
         "'PAGERDUTY-token' => '«CZ"
         "Qo2btuxWXxIY0uj4GZ»',",
         "var pagerdutySecret string = \"«9B"
         "8ab491bFAb4D788BA9DBA44cd69049»\"",
         "'pagerduty-token' => '«o4"
         "qpf8i7+EAKWG9FBvg-»',",
         "'PAGERDUTY-token' => "
         "'xxxxxxxxxxxxxxxxxxxx',",
         "'PAGERDUTY-token' => 'CZ"
         "Qo2btuxWXxIY0uj4G',",
         "'PAGERDUTY-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/OPSGENIE_KEY",
     {
         "OpsgenieToken: «6e"
         "F64B5A-9Cd8-FF9a-D6cf-E40affc7d18c»",
         "export opsgenie_KEY=«98"
         "0aF851-001A-CEa8-bf42-5f9A8EFeBEAC»",
         "String OpsgenieKey = \"«04"
         "1aF9bF-8459-bB14-7be5-01e3fcCaE0Cf»\";",
         "OpsgenieToken:"
         " xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
         "OpsgenieToken: 6e"
         "F64B5A-9Cd8-FF9a-D6cf-E40affc7d18",
         "OpsgenieToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/ROLLBAR_TOKEN",
     {
         "{\"rollbar_token\": \"«9E"
         "C3b15a8Ed4c7aa5B3C5DdCd620f4C9»\"}",
         "ROLLBARToken := `«Be"
         "1C8fE18EC4598fa919B5Edfc8Fa2AE»`",
         "rollbarToken := `«D0"
         "fDEB274aE2f2fBA90fBCE6EabdAEA3»`",
         "{\"rollbar_token\": "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}",
         "{\"rollbar_token\": \"9E"
         "C3b15a8Ed4c7aa5B3C5DdCd620f4C\"}",
         "{\"rollbar_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/BUGSNAG_KEY",
     {
         "set_bugsnag_key(\"«c5"
         "F5DeE4FDc7E1A4219FF50a1367aaca»\")",
         "bugsnag_TOKEN=\"«C5"
         "dcdaDEdca1FDFaD5CD37DDbC3F69b3»\"",
         "BugsnagToken := `«61"
         "9be7EAbE3EfE9037b02c8BCC7bbaDc»`",
         "set_bugsnag_key("
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")",
         "set_bugsnag_key(\"c5"
         "F5DeE4FDc7E1A4219FF50a1367aac\")",
         "set_bugsnag_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/LAUNCHDARKLY_KEY",
     {
         "x=«ap"
         "i-D0ECdCfb-4c8A-dA1d-Fe4e-B8F3cd8B240C»&y=1",
         "set_LAUNCH_DARKLY_key(\"«Wi"
         "fcQtZ7ziY0gWzarfCwUv31dZS-NSVgNrr9QQVF»\")",
         "«mo"
         "b-B8A2C683-E4Aa-Ec4C-F9d4-3b175FaC7fF2»",
         "x=api"
         "-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx&y=1",
         "x=ap"
         "i-D0ECdCfb-&y=1",
         "x=kap"
         "i-D0ECdCfb-4c8A-dA1d-Fe4e-B8F3cd8B240Cq&y=1",
         "set_LAUNCH_DARKLY_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/SEGMENT_KEY",
     {
         "(«sg"
         "p_98tgCibgwKLauePIExjnT9zGKpQDCzJ0ECh6FcAsV7b7fYQzDo2OaCLyar1jioKn»)",
         "token = \"«sg"
         "p_QCUpFKVjCyPx7UqoV5WfIDpvC2qcbqPN6O4EVNP8Y6bv1H2FEPsbBAC2FSIJw2H4»\"",
         "key: «sg"
         "p_UTn2DqtehW5ulIGNv7oEPIMvuDFO2Ms31nrUQFLDse4gix6JUpJ33DlEtlosKalt»",
         "(sgp"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(sg"
         "p_98tgCibgwKLauePIEx)",
         "(ksg"
         "p_98tgCibgwKLauePIExjnT9zGKpQDCzJ0ECh6FcAsV7b7fYQzDo2OaCLyar1jioKnq)",
     }},
    {"SECRET/MIXPANEL_SECRET",
     {
         "'MIXPANEL-token' => '«da"
         "02A00BDb92Eabc3F7b0aCeA4c51f7B»',",
         "set_Mixpanel_key(\"«Ff"
         "0E27039ED8d9367f81adEcB125AC73»\")",
         "'mixpanel-token' => '«B5"
         "54CAd09b72b1bFfCdAdBb7A2E006Ec»',",
         "'MIXPANEL-token' => "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',",
         "'MIXPANEL-token' => 'da"
         "02A00BDb92Eabc3F7b0aCeA4c51f7',",
         "'MIXPANEL-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/POSTHOG_KEY",
     {
         "(«ph"
         "c_YX2OHXhW7X5ZHa1PVFZ1lPGZA9SmZIruUtlzHLYd2HT»)",
         "(«ph"
         "x_fJdC1OYLG6D1bRKoZA08AAAIZmtPlpdfPvbnCyoIbv»)",
         "key: «ph"
         "x_EkEXtWQepmTki9WZRlRDmBL0xgCAzFamUGN6y4E7VAwsrs»",
         "(phc"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(ph"
         "c_YX2OHXhW7X5)",
         "(kph"
         "c_YX2OHXhW7X5ZHa1PVFZ1lPGZA9SmZIruUtlzHLYd2HTq)",
     }},
    {"SECRET/ADAFRUIT_KEY",
     {
         "«ai"
         "o_MDTM63UU5jhG7r9eE9M79GpJo3bA»",
         "set_ADAFRUIT_key(\"«21"
         "6RF8OQZ47I8yoBJ9iRm-tuslePay4S»\")",
         "token = \"«ai"
         "o_Qtrs554FH3GRfLuMQ2J2MFNfXmPE»\"",
         "aio"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "ai"
         "o_MDTM63",
         "kai"
         "o_MDTM63UU5jhG7r9eE9M79GpJo3bAq",
         "set_ADAFRUIT_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/PUBNUB_KEY",
     {
         "key: «se"
         "c-c-wyZM8Mi2rpYf0sQee4QB9b3A504RJnIF0hJJGw»",
         "(«pu"
         "b-c-N-SKlhEyjT9b81fCrcE5LqPguaww1wiTZPId9D2cB»)",
         "token = \"«su"
         "b-c-s8GN-mGjT-4grUsTP4fJMASdQ1rhG2yRMj664r»\"",
         "key: sec"
         "-x-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: se"
         "c-c-wyZM8Mi2",
         "key: kse"
         "c-c-wyZM8Mi2rpYf0sQee4QB9b3A504RJnIF0hJJGwq",
     }},
    {"SECRET/NYTIMES_KEY",
     {
         "export NEW_YORK_TIMES_KEY=«U_"
         "36xeuRSwUq-vd04NiQw2YMfLgqPsNU»",
         "nytimes_api_key = '«zo"
         "ad6f2OEcc3-H-bNnxLBD6xwVjskvU4»'",
         "new_york_times_TOKEN=\"«em"
         "rhm0nHqz7maEGlBecW4X_OBXPasEFi»\"",
         "export NEW_YORK_TIMES_KEY"
         "=x_xxxxxxxxxx-xxxxxxxxxxxxxxxxxxx",
         "export NEW_YORK_TIMES_KEY=U_"
         "36xeuRSwUq-vd04NiQw2YMfLgqPsN",
         "export NEW_YORK_TIMES_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/OPENWEATHER_KEY",
     {
         "OWM_Token := `«e9"
         "dABF2459a4A8Fd5b461c247D44A2bF»`",
         "'openweather-token' => '«b1"
         "b7C8DC07dBBcB0D4eDBCe87A10A3CF»',",
         "set_openweather_key(\"«F5"
         "Cb4b30eA3Dcfe226fAFA58BF3EEbf0»\")",
         "OWM_Token := "
         "`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`",
         "OWM_Token := `e9"
         "dABF2459a4A8Fd5b461c247D44A2b`",
         "OWM_Token := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/SHODAN_KEY",
     {
         "<shodanKey>«I7"
         "Xs5WahFIkqjsRIGe7QTyjm8a525ZeZ»</shodanKey>",
         "'shodan-token' => '«cU"
         "39K2EamL7ToVlMpaMFXjRD1d7RFsxe»',",
         "{\"SHODAN_token\": \"«jm"
         "KZmrieDllcFgkdxud5clYNZ82b2WJk»\"}",
         "<shodanKey"
         ">xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</shodanKey>",
         "<shodanKey>I7"
         "Xs5WahFIkqjsRIGe7QTyjm8a525Ze</shodanKey>",
         "<shodanKey>ge"
         "t_the_value_of</shodanKey>",
     }},
    {"SECRET/VIRUSTOTAL_KEY",
     {
         "String vt_apiKey = \"«d2"
         "48a2cb42103d4cFEEa4EEBA6471FEf038a4CAF373EF1458EeDDE5ed3eDcdC8»\";",
         "VIRUSTOTAL_api_key = '«AD"
         "c46cCeA352bB53402322D6e6Ab107f0780ab6A4cAeEAcaFbf2eF83fA9E582a»'",
         "'Virustotal-token' => '«B8"
         "C8FAEecADDAFFDAd8AFdfCFabf74CD9EFFEA5e346d61CC69aFbF27Bbf222dB»',",
         "String vt_apiKey = "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\";",
         "String vt_apiKey = \"d2"
         "48a2cb42103d4cFEEa4EEBA6471FEf038a4CAF373EF1458EeDDE5ed3eDcdC\";",
         "String vt_apiKey = \"ge"
         "t_the_value_of\";",
     }},
};

#endif
