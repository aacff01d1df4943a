/* Texts with and without secrets of the types in detectors/catalogue/paymentrows.c: see detector_cases.h.
 * All values are invented, at random in the form that the provider's documentation gives. */
#ifndef ROTE_DETECTOR_CASES_PAYMENT_H
#define ROTE_DETECTOR_CASES_PAYMENT_H

#include "tests/detector_cases.h"

static const Cases cases_payment[] = {
    {"SECRET/STRIPE_KEY",
     {
         "key: «sk"
         "_test_dyMqD9UUhqy»",
         "token = \"«wh"
         "sec_s4tWNfwrg1F18TQMVI8KoPDP3seXHGf/pd5bGOs8»\"",
         "(«sk"
         "_live_BKOBIX7iKyaCiYFKdO»)",
         "key: sk"
         "_xxxx_xxxxxxxxxxx",
         "key: sk"
         "_tes",
         "key: ksk"
         "_test_dyMqD9UUhqyq",
     }},
    {"SECRET/SQUARE_TOKEN",
     {
         "(«sq"
         "0csp-SOnrU9juu22FX8BEg9_OJ8ENL9bmst»)",
         "token = \"«EA"
         "AAln6nAWwdFFIyrNMvpvqA3LZFVh7ct0WqbX6Ke8sGcqDAMGoY10CWLoO3ZXgl»\"",
         "var squareSecret string = \"«EA"
         "AAawrR_b7gmz69qC87NYUXrpwJi=TA»\"",
         "(sq0csp"
         "-xxxxxxxxxxxxxxxxxx_xxxxxxxxxxx)",
         "(sq"
         "0csp-SOnrU)",
         "(ksq"
         "0csp-SOnrU9juu22FX8BEg9_OJ8ENL9bmstq)",
         "var squareSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/PAYPAL_TOKEN",
     {
         "x=«ac"
         "cess_token$production$bmbxnh5tua3bp60v$960a639eaa761c54681607bed58a5746»&y=1",
         "String PAYPALKey = \"«PV"
         "B1PV_8lDfF-70vH3O13rMu2ut-KGg7fCVehBlAabTRSafZ-hrB4cr8eCRSUuU0HeiN9ZwUJusf3sVM»\";",
         "BraintreeToken: «Fa"
         "AF5c91D06ADB35a4EE0Ec777967d61»",
         "x=access"
         "_xxxxx$xxxxxxxxxx$xxxxxxxxxxxxxxxx$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=ac"
         "cess_token$production$&y=1",
         "x=kac"
         "cess_token$production$bmbxnh5tua3bp60v$960a639eaa761c54681607bed58a5746q&y=1",
         "String PAYPALKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/SHOPIFY_TOKEN",
     {
         "«sh"
         "pss_19DDC0104C4Cc38C9e9a6d8bdcb3cCaB»",
         "(«sh"
         "ppa_a41ec5B1De0e026DdD9DfBeEcfad202c»)",
         "«sh"
         "pca_D6fab2E9CaEeF526cDeA738a7eEDcecD»",
         "shpss"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "sh"
         "pss_19DDC0",
         "ksh"
         "pss_19DDC0104C4Cc38C9e9a6d8bdcb3cCaBq",
     }},
    {"SECRET/SHIPPO_TOKEN",
     {
         "«sh"
         "ippo_live_71EeABe7Ebf52f325AaFd28f3fdFcfcAefF9F3dF»",
         "x=«sh"
         "ippo_test_10C9B6Bca6ebbb487CAD5eB746C9a22dDf5a4a26»&y=1",
         "«sh"
         "ippo_test_f5a8AdBa7Ae3FA152EFD5bCcDEb2291DfE3298cA»",
         "shippo"
         "_xxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "sh"
         "ippo_live_71EeA",
         "ksh"
         "ippo_live_71EeABe7Ebf52f325AaFd28f3fdFcfcAefF9F3dFq",
     }},
    {"SECRET/EASYPOST_KEY",
     {
         "(«EZ"
         "TKT2EipNDU9sH1CfrUihwfHZR6cW4rjPkLD3h5clz8epDKdTj0a6Em39»)",
         "key: «EZ"
         "TKgmKMFMV1m0C4hcseHY9JvKsp5wgBZ2aSxepgYSO1m40x1bavVwklFy»",
         "token = \"«EZ"
         "AKfcXViKgrPcXCyI09pBK1pXdngfwHmCExJYM4w8ppKXbMsdoPnOa8pT»\"",
         "(EZT"
         "Kxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(EZ"
         "TKT2EipNDU9sH1Cfr)",
         "(kEZ"
         "TKT2EipNDU9sH1CfrUihwfHZR6cW4rjPkLD3h5clz8epDKdTj0a6Em39q)",
     }},
    {"SECRET/PLAID_SECRET",
     {
         "x=«ac"
         "cess-development-0BeB60Dc-49b4-DDC2-4eEa-FEdAeACd6F20»&y=1",
         "PLAIDToken: «6d"
         "fe9dC75D1E0Ee684ABcBBEEdf0CD»",
         "(«ac"
         "cess-production-bccea9AC-5E7a-B2d0-ff22-fbee2B75AfF1»)",
         "x=access"
         "-xxxxxxxxxxx-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx&y=1",
         "x=ac"
         "cess-development&y=1",
         "x=kac"
         "cess-development-0BeB60Dc-49b4-DDC2-4eEa-FEdAeACd6F20q&y=1",
         "PLAIDToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/ADYEN_KEY",
     {
         "token = \"«AQ"
         "Ed}o7*4)pFZ84YDXnW2b-cI=lipwtRd018OM6o3XvMoVYZz^PP7h{XXVNBsRT»\"",
         "token = \"«AQ"
         "EB+m2v)v{ze{2WbXROTlIfZmVFEbvgV(=y1f(bMTG}kqhu0u6i0UkA}RhFkvb»\"",
         "key: «AQ"
         "EMOSM*gEKDVi{2Ry8VPCOTlJ7CgBfMzQ7w)Rwqz6UD^ZhtNUt-w__3LGIHB2fTsoDQ}_»",
         "token = \"AQEd}o7*4)pFZ84YDXnW2b"
         "-xx=xxxxxxxxxxxxxxxxxxxxxxx^xxxx{xxxxxxxx\"",
         "(AQ"
         "EKPE1{sHf)L2gocwU{0)",
         "(kAQ"
         "EKPE1{sHf)L2gocwU{0wI0Jz6MqD{nUivlMB8L^7-bciJ/EEs_9PunzpDlxdX2sq)",
     }},
    {"SECRET/COINBASE_TOKEN",
     {
         "set_coinbase_key(\"«l0"
         "7h1Ebn1GKjGfg8IGF68-ksbTJ-rKeRuDosbrAiQ0T4Ro40AxDY_pZGsS1ZOq4n»\")",
         "'COINBASE-token' => '«Fo"
         "bWnSEXAJmhoOsNDlRqjkgMm0-HJIHc1c5i0qg2kvnc-eMPT4iskyKg5Aiw3H8S»',",
         "COINBASEToken := `«Sy"
         "oeJVaJdimiwtBlRGZC8FA9NV-LjarNgtuTQFix-yG4yWhj6aum3uk8LomHUBCJ»`",
         "set_coinbase_key("
         "\"xxxxxxxxxxxxxxxxxxxxx-xxxxx-xxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxx\")",
         "set_coinbase_key(\"l0"
         "7h1Ebn1GKjGfg8IGF68-ksbTJ-rKeRuDosbrAiQ0T4Ro40AxDY_pZGsS1ZOq4\")",
         "set_coinbase_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/FLUTTERWAVE_KEY",
     {
         "«FL"
         "WSECK-bvHCLGN7D4tWxMdjJkvyq5w80ly6hish-X»",
         "«FL"
         "WSECK_TESTJO5tNI9MIL8P»",
         "«FL"
         "WSECK_TEST-7usBbfWTDr0dCohK6HkRILBtlzwUE1v6-X»",
         "FLWSECK"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-x",
         "FL"
         "WSECK-bvHCLG",
         "kFL"
         "WSECK-bvHCLGN7D4tWxMdjJkvyq5w80ly6hish-Xq",
     }},
    {"SECRET/FINICITY_KEY",
     {
         "var FinicitySecret string = \"«6N"
         "T6DwsczIdHFRzEbOQV»\"",
         "FinicityToken: «A8"
         "D6CfBf840320E5B92ECD48C9f45344»",
         "FinicityToken := `«1e"
         "Daf5C8943aabaa672b8af04e2078F0»`",
         "var FinicitySecret string = "
         "\"xxxxxxxxxxxxxxxxxxxx\"",
         "var FinicitySecret string = \"6N"
         "T6DwsczIdHFRzEbOQ\"",
         "var FinicitySecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/FINNHUB_TOKEN",
     {
         "<finnhubKey>«zr"
         "DINGnPf535qbgn9PbP»</finnhubKey>",
         "var FINNHUBSecret string = \"«nm"
         "n8JPItzfN2dHeoxmY2»\"",
         "FINNHUBToken: «tg"
         "fsLon043RF98U5YZD8»",
         "<finnhubKey"
         ">xxxxxxxxxxxxxxxxxxxx</finnhubKey>",
         "<finnhubKey>zr"
         "DINGnPf535qbgn9Pb</finnhubKey>",
         "<finnhubKey>ge"
         "t_the_value_of</finnhubKey>",
     }},
    {"SECRET/LOB_KEY",
     {
         "key: «te"
         "st_db786b19d08dfffa999b9057f8d682b062f»",
         "x=«li"
         "ve_d5060c749b3a5a1f8213bd644a224c3ba02»&y=1",
         "(«te"
         "st_pub_6e2e7344a7cac0dbc9f93eeaf2d529c»)",
         "key: test"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: te"
         "st_db786b19",
         "key: kte"
         "st_db786b19d08dfffa999b9057f8d682b062fq",
     }},
    {"SECRET/KUCOIN_KEY",
     {
         "<kucoinKey>«C6"
         "73815Ed0CAbF5A4bbCb9Ab»</kucoinKey>",
         "KUCOIN_TOKEN=\"«D5"
         "017DFd500cFdEaCFAD5B6C»\"",
         "export kucoin_KEY=«38"
         "ECC2d30734aAe34d74391A»",
         "<kucoinKey"
         ">xxxxxxxxxxxxxxxxxxxxxxxx</kucoinKey>",
         "<kucoinKey>C6"
         "73815Ed0CAbF5A4bbCb9A</kucoinKey>",
         "<kucoinKey>ge"
         "t_the_value_of</kucoinKey>",
     }},
    {"SECRET/KRAKEN_KEY",
     {
         "KRAKENToken: «nv"
         "DZG7+iwF2p+YXwm_0vCdMQGHKDj-KPhPGm_7pby_s-+XNl2ichBIW0Ocxl54FWdiBcV-FQN+2ZwaJtmS»",
         "{\"kraken_token\": \"«cI"
         "Zgfa4M_rV/zu/3UmSoVtzSEyfYl6mUBPR4fL0hFQ/H1uczQMgAuByzja8r/90dtcrH9QSe6X74fIwaCF»\"}",
         "{\"Kraken_token\": \"«yn"
         "vQGW+9GHOATZJp-oyYs/5-DVMOduMeh+/svEU2GxcA4YhFGRcqGEsFnbiNgRsynNwvZ/2OS6Y+kmyXi7-»\"}",
         "KRAKENToken:"
         " xxxxxx+xxxxx+xxxx_xxxxxxxxxxx-xxxxxx_xxxx_x-+xxxxxxxxxxxxxxxxxxxxxxxx-xxx+xxxxxxxx",
         "String KRAKENKey = \"lS"
         "0//lADQuLWWIMUxlr9FRW59q84qw65o99Dg0=AgI12h-hBVxySZpezuxB9HOYNGaRvM1wf5eReNsW\";",
         "KRAKENToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/BITTREX_KEY",
     {
         "set_BITTREX_key(\"«QD"
         "yLb51KhqnU5xvt5wBYl5szW2n4wytj»\")",
         "set_BITTREX_key(\"«r5"
         "Zr658Rf4oEhN3yLFsG0rB0Oo2TkE35»\")",
         "bittrexToken := `«EH"
         "hRwj9fqo1CkHw3o51GpR4dMxuIt9hC»`",
         "set_BITTREX_key("
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")",
         "set_BITTREX_key(\"QD"
         "yLb51KhqnU5xvt5wBYl5szW2n4wyt\")",
         "set_BITTREX_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/BINANCE_KEY",
     {
         "{\"binance_token\": \"«Bf"
         "GIhaObPQJyvVYm9lweRTPaGDFDm1i8XraMeZ73vSlWNLDMQRBzSocNkY93P8cF»\"}",
         "BINANCEToken := `«OA"
         "YsEC0rKWtJUHXudKdcqYqiqdRsSp7kvu3k3O82wZtaf4hAlHYA8CxPgjOgyrBj»`",
         "var BinanceSecret string = \"«Tz"
         "fxG0FO2vfrHmcv5Yl8VZcewzxLv74SdUXnuxHkjiE8sctTgxXdSvXaq5qKNN0J»\"",
         "{\"binance_token\": "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}",
         "{\"binance_token\": \"Bf"
         "GIhaObPQJyvVYm9lweRTPaGDFDm1i8XraMeZ73vSlWNLDMQRBzSocNkY93P8c\"}",
         "{\"binance_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/GOCARDLESS_TOKEN",
     {
         "key: «li"
         "ve_pd2xIIb5gtMMdYQjgKa=epT-9vkedN5bw7ThJ1C2»",
         "String GO_CARDLESSKey = \"«li"
         "ve_bhxApPRd=i21baGg89pemW1wn-AojkQJSG1tCmM6»\";",
         "token = \"«li"
         "ve_wRg4=rcrqbZn1nenzGTcjTZe2vy8IaZsrC=u--Dk»\"",
         "key: live"
         "_xxxxxxxxxxxxxxxxxxx=xxx-xxxxxxxxxxxxxxxx",
         "key: li"
         "ve_pd2xIIb5gt",
         "key: kli"
         "ve_pd2xIIb5gtMMdYQjgKa=epT-9vkedN5bw7ThJ1C2q",
         "String GO_CARDLESSKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/RAZORPAY_KEY",
     {
         "(«rz"
         "p_live_Q4fDjJsJ0BSgBq»)",
         "(«rz"
         "p_live_m2YS5qDjgUplIS»)",
         "«rz"
         "p_test_AwAcLiOyPw3KYY»",
         "(rzp"
         "_xxxx_xxxxxxxxxxxxxx)",
         "(rz"
         "p_liv)",
         "(krz"
         "p_live_Q4fDjJsJ0BSgBqq)",
     }},
    {"SECRET/MOLLIE_KEY",
     {
         "String MollieKey = \"«te"
         "st_iIMMeWbP354RgAz4Y08cPEffDiEdpg»\";",
         "'mollie-token' => '«te"
         "st_TwSkncFYgHPPahYkLsl4bPah3EVsUK»',",
         "export mollie_KEY=«li"
         "ve_zLjx3YEAvNYey5UXCsJkFOB8UdQ6yK»",
         "String MollieKey = "
         "\"xxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\";",
         "String MollieKey = \"te"
         "st_iIMMeWbP354RgAz4Y08cPEffDiEdp\";",
         "String MollieKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/FREEMIUS_KEY",
     {
         "{\"Secret_key_token\": \"«sk"
         "_sFVdIeTpZM1w4ACtXqJ1QiFR0NBV9»\"}",
         "set_secret_key_key(\"«sk"
         "_haYadMuHpwyITDjgmxUOCe9UyLRn5»\")",
         "SECRET_KEYToken := `«sk"
         "_qmxH2ql3Z2fAPraUhM2C359JcKxJF»`",
         "{\"Secret_key_token\": "
         "\"xx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}",
         "{\"Secret_key_token\": \"sk"
         "_sFVdIeTpZM1w4ACtXqJ1QiFR0NBV\"}",
         "{\"Secret_key_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/ETSY_TOKEN",
     {
         "Etsy_api_key = '«1T"
         "W2YhdMvboc2GwAv0Wp3hK1»'",
         "etsyToken: «QF"
         "vfUtZyg8ptYKBi8wHB7GbZ»",
         "'Etsy-token' => '«mF"
         "3LnPlJk0tn7vTVgBF6m5qn»',",
         "Etsy_api_key = "
         "'xxxxxxxxxxxxxxxxxxxxxxxx'",
         "Etsy_api_key = '1T"
         "W2YhdMvboc2GwAv0Wp3hK'",
         "Etsy_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/DUFFEL_TOKEN",
     {
         "token = \"«du"
         "ffel_live_kYjfZd=Duo8IIGUdh2of0lqog9Y82V29Qd-18-dnlZI»\"",
         "key: «du"
         "ffel_test_osI7F=spIF3y66NXu28=a5BzHSLfG6ejpC55HjHhWSj»",
         "x=«du"
         "ffel_test_V3NKbGemG4oji0fXcx8RuLR6wXbgqcT50xoY9H7rzer»&y=1",
         "token = \"duffel"
         "_xxxx_xxxxxx=xxxxxxxxxxxxxxxxxxxxxxxxxxx-xx-xxxxx\"",
         "token = \"du"
         "ffel_live_kYjfZd\"",
         "token = \"kdu"
         "ffel_live_kYjfZd=Duo8IIGUdh2of0lqog9Y82V29Qd-18-dnlZIq\"",
     }},
    {"SECRET/FRESHBOOKS_TOKEN",
     {
         "var freshbooksSecret string = \"«j9"
         "XnngWnhuIecgizTj1Jnwn6ccw3PO2fyl0jzqZnYwDYdLMpG7z2ColgzQTZQRSz»\"",
         "Fresh_booksToken: «s1"
         "XhZJ2PZHkD8affoh2uKbcREPIqQzRZ3nLOM5ETNpCfT0vreqeBg5VJ9R9I7y0C»",
         "var FreshbooksSecret string = \"«RI"
         "cwCr71OmSTEMy9Vtb2gVg9JRknQx3aaWCSC59ToiQa0G3gT9c81AbmDyIsx1jn»\"",
         "var freshbooksSecret string = "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "var freshbooksSecret string = \"j9"
         "XnngWnhuIecgizTj1Jnwn6ccw3PO2fyl0jzqZnYwDYdLMpG7z2ColgzQTZQRS\"",
         "var freshbooksSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/SQUARESPACE_TOKEN",
     {
         "String SQUARESPACEKey = \"«92"
         "253cAB-bC3b-7eff-02AB-dBF1FdCaBb7e»\";",
         "SquarespaceToken: «3D"
         "ceDAF7-bC66-a9AA-e738-7dc5Cb470BE7»",
         "squarespace_TOKEN=\"«5A"
         "64b9c9-eDC6-9cC7-bD37-f7743443BdaB»\"",
         "String SQUARESPACEKey = "
         "\"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\";",
         "String SQUARESPACEKey = \"92"
         "253cAB-bC3b-7eff-02AB-dBF1FdCaBb7\";",
         "String SQUARESPACEKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/POLYMARKET_KEY",
     {
         "POLYMARKETToken := `«41"
         "bFFAaA-BBCE-9d04-1e5D-Ca41Da7AaE34»`",
         "'polymarket-token' => '«55"
         "DFeB8e-9B04-FC6A-f40a-26D9A8CB5Ec2»',",
         "{\"polymarket_token\": \"«e4"
         "EEc5e1-d81e-bcFe-Af4e-7935aAF590BB»\"}",
         "POLYMARKETToken := "
         "`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`",
         "POLYMARKETToken := `41"
         "bFFAaA-BBCE-9d04-1e5D-Ca41Da7AaE3`",
         "POLYMARKETToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/SHIPSTATION_KEY",
     {
         "set_Shipstation_key(\"«f1"
         "EAff339d1144be771fA4972dBF4aF2»\")",
         "SHIPSTATIONToken := `«56"
         "e81A7a7e2769dE5Ea525EaFdA40DF0»`",
         "SHIPSTATIONToken: «ca"
         "747EB59cE3B1b76F9847BbBAF17ac7»",
         "set_Shipstation_key("
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")",
         "set_Shipstation_key(\"f1"
         "EAff339d1144be771fA4972dBF4aF\")",
         "set_Shipstation_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/FRAMEIO_TOKEN",
     {
         "«fi"
         "o-u-jkUkDTY43YydczjdBg1WmGy1KlF=K6YTlyuIyAU81FANj4ljVm1qu-h_D0nPWsf9»",
         "key: «fi"
         "o-u-LapD=O0sRy-fS1JufB3nVcv9m7WSPV=XV5lDwt0M1Gn981ro7FrR9JPM=FcrtQOH»",
         "(«fi"
         "o-u-S4YYBHof4CHbnWj7tEWdUgNzlGijaL3EeFNCB_m0MCPZHvQsgMmnsfN-XtJelUmv»)",
         "fio"
         "-x-xxxxxxxxxxxxxxxxxxxxxxxxxxx=xxxxxxxxxxxxxxxxxxxxxxxxx-x_xxxxxxxx",
         "fi"
         "o-u-jkUkDTY43YydczjdB",
         "kfi"
         "o-u-jkUkDTY43YydczjdBg1WmGy1KlF=K6YTlyuIyAU81FANj4ljVm1qu-h_D0nPWsf9q",
     }},
};

#endif
