/* Texts with and without secrets of the types in detectors/catalogue/messagerows.c: see detector_cases.h.
 * All values are invented, at random in the form that the provider's documentation gives. */
#ifndef ROTE_DETECTOR_CASES_MESSAGE_H
#define ROTE_DETECTOR_CASES_MESSAGE_H

#include "tests/detector_cases.h"

static const Cases cases_message[] = {
    {"SECRET/SLACK_TOKEN",
     {
         "token = \"«xo"
         "xb-46271180414-82137586809438-kmGCqrzC2Guh0»\"",
         "token = \"«xo"
         "xb-676984974-55Vr8PfK5VJZDndnIDN»\"",
         "token = \"«xo"
         "xp-52651446460959-9082423093815-QzSaKEYyxwsIDGstHK»\"",
         "«xo"
         "xs-2-616-32524-37b8de9fBEb31»",
         "key: «xo"
         "xr-UPJpawfg5qLyHgUh»",
         "(«xo"
         "xe.xoxb-0-"
         "KsywQtC4Ix51V5M2iH6uvA4PF3yrcXjkcCvdOp2PqgaDyHr0fdR32uMpfAthHQkS7e5SrE2z3t7XWijKFGCAiorin"
         "ClMsD8Q7DarcmkkKHvPzJ3hOnYXRKBqEGSZTB»)",
         "key: «xo"
         "xe-4-"
         "MHa99wBW2p9DtBsCANrlpEmxTE13UfXhRtunYWVGIL4P8SYWHyuFFOxisUv3uwMBue6qs60JcOkyfA7V4EF3RIvuW"
         "oibvMgJhLaTzHy4yjPZFPhqTwntmtoFuR»",
         "«xo"
         "xd-y%2UN-EiX4mVmN6PMtlfnf6w»",
         "token = \"«xa"
         "pp-4-1NLWYUZLJPK-24329072-wDmzAjGN1BSMSOkX0Y9xDdDHdgQA7EzLGuE5yd»\"",
         "token = \"xoxb"
         "-xxxxxxxxxxx-xxxxxxxxxxxxxx-xxxxxxxxxxxxx\"",
         "token = \"xo"
         "xb-4627118041\"",
         "token = \"kxo"
         "xb-46271180414-82137586809438-kmGCqrzC2Guh0q\"",
     }},
    {"SECRET/SLACK_WEBHOOK",
     {
         "(«ho"
         "oks.slack.com/services/OdqBVDu29vpypQsHshZ/2GBjEFI7WTsN7QFq»)",
         "token = \"«ho"
         "oks.slack.com/services/fSQDNia73Zzs/f//7dYk7CZr5MOVzIardZO-U+»\"",
         "key: «ho"
         "oks.slack.com/services/TWFxuZ3-v5clSrFgcGFHTz6UNTIHsBZEpzRNr»",
         "(hooks"
         ".xxxxx.xxx/xxxxxxxx/xxxxxxxxxxxxxxxxxxx/xxxxxxxxxxxxxxxx)",
         "(ho"
         "oks.slack.com/serv)",
         "(kho"
         "oks.slack.com/services/OdqBVDu29vpypQsHshZ/2GBjEFI7WTsN7QFqq)",
     }},
    {"SECRET/DISCORD_TOKEN",
     {
         "set_bottoken_key(\"«MX"
         "vmUuZ7ur81sgHmQuWdk2Lu78B.YjhXj3.Fi5DkqrqmSz3FT_3-pH1BR_FqWBUy»\")",
         "set_DISCORD_key(\"«25"
         "304899ABCD7f5ea0CfF296491c9E206B0c8F123aB9ca6cd9ef89BFD5E0cE03»\")",
         "export BOTTOKEN_KEY=«Nl"
         "C2qhtJ1yA5lo8Dt7-zH1j9l.vWgHkd.BMFJjBSS9qGuxhoEEI_jn21-dTvwt»",
         "set_bottoken_key("
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxx.xxxxxxxxxxxxxx_x-xxxxx_xxxxxx\")",
         "set_bottoken_key(\"Nj"
         "Ks3vPqQnGoCSRnQtXtLDYaO.ICXzW0.P-tHK2z_p9CHJx8lK6GY7L_rN_\")",
         "set_bottoken_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/DISCORD_CLIENT_ID",
     {
         "String discordKey = \"«82"
         "82957724758487810»\";",
         "'Discord-token' => '«36"
         "4039861213261008»',",
         "discord_api_key = '«49"
         "40740897062612670»'",
         "String discordKey = \"828"
         "2xxxxxxxxxxxxxxx\";",
         "String DISCORDKey = \"13"
         "99827629032317\";",
         "String discordKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/DISCORD_WEBHOOK",
     {
         "key: «di"
         "scord.com/api/webhooks/608757723165687141/"
         "wTuKKTy-RnRwzZWzahKbwAiMrxhSpaqwqiXmGjeCWMDw3oeCjMu6s-IPQa1R4cI5-y»",
         "key: «di"
         "scordapp.com/api/webhooks/0370478973014250/"
         "5Uz-UO5k1SdBuNdn3YS5bn_idspQW0sH8U8yuHEc0_VGwUY_LbM8VTRKqruBnSCXKoj»",
         "«di"
         "scordapp.com/api/webhooks/465278560144986056/"
         "1yFNnKcRAdbu0H1dFdUJMkakjyLYhih-L5niec03btBZgvsRZKkOD2g2fyVPvaswdN»",
         "key: discord"
         ".xxx/xxx/xxxxxxxx/xxxxxxxxxxxxxxxxxx/"
         "xxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxx-x",
         "key: di"
         "scord.com/api/webhooks/60875772316",
         "key: kdi"
         "scord.com/api/webhooks/608757723165687141/"
         "wTuKKTy-RnRwzZWzahKbwAiMrxhSpaqwqiXmGjeCWMDw3oeCjMu6s-IPQa1R4cI5-yq",
     }},
    {"SECRET/TEAMS_WEBHOOK",
     {
         "x=«Rn"
         "3L2.webhook.office.com/webhookb2/"
         "06E8eBF5-80Ac-F43A-Facd-FCAd87dDA300@A619A511-be5F-A4f4-f812-eFaBb0ac3f7C/"
         "IncomingWebhook/0DEG6R70ETTqesfqI9lTJ0HCkLDysOzD/"
         "cDD408dB-0Cd8-A687-ee7D-a1C2dcBBf260»&y=1",
         "«xZ"
         "4GPADYv.webhook.office.com/webhookb2/"
         "8D4e1Aa8-6a90-049D-6eac-8CB5cbFC5eC6@8Ea8C3fb-6E30-cdc6-8B6e-0aE207c8eafC/"
         "IncomingWebhook/kGZm1iW8kPJaoXNhmUPLZuLOyZGR8Nqp/9B69f7C0-0d12-d57b-3fB6-80AeE81DcEAe»",
         "(«f8"
         "kMog.webhook.office.com/webhookb2/"
         "cdc8eD1E-fD11-EAdb-f7d0-8A164da0Aefa@0cAFa46C-AEB0-7Bf3-FdA6-222861E641F5/"
         "IncomingWebhook/DNtigUZpDhAfmVWwNqZCKTNJuQLseWR2/BFC20804-2a08-1C62-0cd4-3ac45C1e885d»)",
         "x=Rn3L2"
         ".xxxxxxx.xxxxxx.xxx/xxxxxxxxx/"
         "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx@xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/"
         "xxxxxxxxxxxxxxx/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/"
         "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx&y=1",
         "x=Rn"
         "3L2.webhook.office.com/webhookb2/06E8eBF5-80Ac-F43A-Facd-FCAd8&y=1",
         "x=kRn"
         "3L2.webhook.office.com/webhookb2/"
         "06E8eBF5-80Ac-F43A-Facd-FCAd87dDA300@A619A511-be5F-A4f4-f812-eFaBb0ac3f7C/"
         "IncomingWebhook/0DEG6R70ETTqesfqI9lTJ0HCkLDysOzD/"
         "cDD408dB-0Cd8-A687-ee7D-a1C2dcBBf260q&y=1",
     }},
    {"SECRET/TELEGRAM_BOT_TOKEN",
     {
         "x=«35"
         "57585250:AhRT6jFmSchXKKvCN4c-V8V_E8Ng-vmf97j»&y=1",
         "(«bo"
         "t218690370:Ajp8JglEXLXxO7wbRjSB0K-dJsIh3fmc9Ao»)",
         "token = \"«bo"
         "t7630078961:A8f8B_YIeKEwTFDPgJJ4lW7vmZvDdW3P8Gc»\"",
         "x=3557585250"
         ":xxxxxxxxxxxxxxxxxxx-xxx_xxxx-xxxxxx&y=1",
         "x=35"
         "57585250:AhRT&y=1",
         "x=k35"
         "57585250:AhRT6jFmSchXKKvCN4c-V8V_E8Ng-vmf97jq&y=1",
     }},
    {"SECRET/TWILIO_KEY",
     {
         "x=«SK"
         "4f43da1ad6ece4ad542b0cd9735d6d41»&y=1",
         "twilio_TOKEN=\"«02"
         "6c877C206BfebEea8a2B986c66fD3F»\"",
         "x=«SK"
         "16f4cc601062f87ed8202393cdbbd1c7»&y=1",
         "x=SK4"
         "fxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=SK"
         "4f43da1ad&y=1",
         "x=kSK"
         "4f43da1ad6ece4ad542b0cd9735d6d41q&y=1",
         "twilio_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/SENDGRID_KEY",
     {
         "key: «SG"
         ".pFNhn7R5IuaNa0xo9246es8.JzZQYb5yswrmKfy8c53tEvvqWQSFj8jq0bU9vTEKuR»",
         "«SG"
         ".6aSVnLdiqqowxGisV-YzM5Yde1PQVTMJcbCX_.XAFq57Pw=svUO9yMLr7LI5RAVsiM»",
         "x=«SG"
         ".Uex5yc0EkasJqJQR1t_W.R4ueM2aEoxCppPQY6y_2TslGheY1ww6fgYkkwGWeZ7LMioy»&y=1",
         "key: SG"
         ".xxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: SG"
         ".pFNhn7R5IuaNa0xo9246",
         "key: kSG"
         ".pFNhn7R5IuaNa0xo9246es8.JzZQYb5yswrmKfy8c53tEvvqWQSFj8jq0bU9vTEKuRq",
     }},
    {"SECRET/MAILGUN_KEY",
     {
         "key: «ke"
         "y-1085466158535cdd9017219bc1249019»",
         "MAILGUN_TOKEN=\"«dD"
         "523DbE8AcEaCb062b62bA9DFB9BCCa-8f489Bee-747D1eA2»\"",
         "x=«pu"
         "bkey-ce793559f918a40ab2dfa6b2e5f20215»&y=1",
         "key: key"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: ke"
         "y-10854661",
         "key: kke"
         "y-1085466158535cdd9017219bc1249019q",
         "MAILGUN_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/MAILCHIMP_KEY",
     {
         "«90"
         "82957ec87afcfc60ed9881b21a08b9-us58»",
         "key: «1e"
         "4ffc2fd26350048240fab79648d67e-us1»",
         "x=«8f"
         "e002250f9e6e6f291e2023e7d712d1-us3»&y=1",
         "9082957ec87afcfc60ed9881b21a08b9"
         "-xxxx",
         "90"
         "82957ec87a",
         "k90"
         "82957ec87afcfc60ed9881b21a08b9-us58q",
     }},
    {"SECRET/MANDRILL_KEY",
     {
         "mandrillToken: «Br"
         "J5_M4vlJrvXP04kHd8H7»",
         "export mandrill_KEY=«FC"
         "Q8z2h3N-NJQbVMDyPnMX»",
         "{\"mandrill_token\": \"«Kt"
         "I7Rnagj6_hxvoeDkCyRl»\"}",
         "mandrillToken:"
         " xxxx_xxxxxxxxxxxxxxxxx",
         "mandrillToken: Br"
         "J5_M4vlJrvXP04kHd8H",
         "mandrillToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/POSTMARK_TOKEN",
     {
         "'postmark-token' => '«74"
         "DDBfa4-B07C-Ea6F-BB7C-72c24Dd67536»',",
         "{\"POSTMARK_token\": \"«07"
         "caE4D7-5a6c-2D17-6332-AAff12Dfe49e»\"}",
         "{\"postmark_token\": \"«54"
         "1BC5Ec-eb8F-B8C0-DFf4-eB8E35D72C5d»\"}",
         "'postmark-token' => "
         "'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',",
         "'postmark-token' => '74"
         "DDBfa4-B07C-Ea6F-BB7C-72c24Dd6753',",
         "'postmark-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/BREVO_KEY",
     {
         "(«xs"
         "mtpsib-c18793e45aa8427e9470cdc9556d441b9176e203027999403cb222e16d4c0530-"
         "8cATxVFOoEnnp0p8»)",
         "x=«xs"
         "mtpsib-b513229d75856e69007241f56e1e338cde5d7825f23fd6f7cbfc6d928407b15b-"
         "LrPD4fz5XjJJSnQ3»&y=1",
         "token = \"«xs"
         "mtpsib-22bfc9bb665db33f862e0e601b855b310f2e00920e50d4f0b86ab8e6e34d51ec-"
         "3wHJLeFvkTFE8afj»\"",
         "(xsmtpsib"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx)",
         "(xs"
         "mtpsib-c18793e45aa8427e9470c)",
         "(kxs"
         "mtpsib-c18793e45aa8427e9470cdc9556d441b9176e203027999403cb222e16d4c0530-"
         "8cATxVFOoEnnp0p8q)",
     }},
    {"SECRET/MAILJET_KEY",
     {
         "export mailjet_KEY=«cE"
         "ccaDEcA3d130f7cB21a9fb4ae92CD5»",
         "set_Mailjet_key(\"«BD"
         "0F56110Fe6783C85c2e3BF807Bce4A»\")",
         "export mailjet_KEY=«7d"
         "cD5936EddAFc9548485e4F51Fb4fF3»",
         "export mailjet_KEY"
         "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "export mailjet_KEY=cE"
         "ccaDEcA3d130f7cB21a9fb4ae92CD",
         "export mailjet_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/SPARKPOST_KEY",
     {
         "<sparkpostKey>«89"
         "5f1E6cD2F9A7F9d0B650A42eFc11DCb9c3CFfA»</sparkpostKey>",
         "set_Sparkpost_key(\"«C3"
         "5a2BD609f3535B8250ABa77399dFb5DCcBD0B4»\")",
         "set_SPARKPOST_key(\"«CF"
         "fBE5bf75cedA3B846eEaE96159bED618fb6406»\")",
         "<sparkpostKey"
         ">xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</sparkpostKey>",
         "<sparkpostKey>89"
         "5f1E6cD2F9A7F9d0B650A42eFc11DCb9c3CFf</sparkpostKey>",
         "<sparkpostKey>ge"
         "t_the_value_of</sparkpostKey>",
     }},
    {"SECRET/MESSAGEBIRD_KEY",
     {
         "{\"Message_bird_token\": \"«FR"
         "c2SftlvgvrlCzhmJUEbyidX»\"}",
         "message-bird_TOKEN=\"«Ec"
         "8870F6-7aa6-6aDA-6E1D-C54cD8d29cFb»\"",
         "var Message-birdSecret string = \"«45"
         "9A7D9B-440f-fC04-adaf-C3ccEd5e8A8b»\"",
         "{\"Message_bird_token\": "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxx\"}",
         "{\"Message_bird_token\": \"FR"
         "c2SftlvgvrlCzhmJUEbyid\"}",
         "{\"Message_bird_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/VONAGE_KEY",
     {
         "var NEXMOSecret string = \"«PV"
         "Qiu8nTs1q1d9Xe»\"",
         "nexmoToken: «OI"
         "S0dTvaSb29hejZ»",
         "vonageToken: «4W"
         "3FSdQVi0FLT2fL»",
         "var NEXMOSecret string = "
         "\"xxxxxxxxxxxxxxxx\"",
         "var NEXMOSecret string = \"PV"
         "Qiu8nTs1q1d9X\"",
         "var NEXMOSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/MATTERMOST_TOKEN",
     {
         "mattermost_TOKEN=\"«78"
         "8ynzg9y4dg2m52twekvq9e1h»\"",
         "mattermost_TOKEN=\"«f9"
         "46zoj9epsle7peg42q50ey0k»\"",
         "MATTERMOST_api_key = '«po"
         "yzeroz0ps2ej54y0bya7i0ci»'",
         "mattermost_TOKEN="
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "mattermost_TOKEN=\"78"
         "8ynzg9y4dg2m52twekvq9e1\"",
         "mattermost_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/SENDBIRD_TOKEN",
     {
         "var sendbirdSecret string = \"«4c"
         "B03AcE-7C5c-e5bB-36dA-20F26E7d99F6»\"",
         "sendbird_TOKEN=\"«A4"
         "fcbD63F832aE42F731F54BF6eEBbdf5ecbfB98»\"",
         "{\"Sendbird_token\": \"«6c"
         "8cEfcd-E8de-2e2A-F7BF-a2eCAe884E9A»\"}",
         "var sendbirdSecret string = "
         "\"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\"",
         "var sendbirdSecret string = \"4c"
         "B03AcE-7C5c-e5bB-36dA-20F26E7d99F\"",
         "var sendbirdSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/GITTER_TOKEN",
     {
         "'gitter-token' => '«xe"
         "_1xfutlrwW5HfKLly_q0RKdVAqP8t7y1ns43Wy»',",
         "<gitterKey>«g5"
         "BVaHUrBTBvjKC9_RhjVJjnxuMQ99o_H8U3qyfr»</gitterKey>",
         "export gitter_KEY=«aI"
         "xWD6Yy-cWmUzjIWTl0vXm00D7jTXm1ZCoCpbIC»",
         "'gitter-token' => "
         "'xx_xxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxx',",
         "'gitter-token' => 'xe"
         "_1xfutlrwW5HfKLly_q0RKdVAqP8t7y1ns43W',",
         "'gitter-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/ZOOM_TOKEN",
     {
         "ZoomToken := `«c9"
         "58tEZvDJ2z2OXmPFmZiuXa7wePM6»`",
         "var zoomSecret string = \"«EH"
         "PylXtPxqiSVt94sj4DFcdEXEA»\"",
         "export ZOOM_KEY=«xi"
         "Cg7URl2kbnao9eGyaSsebPUJA1»",
         "ZoomToken := "
         "`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`",
         "ZoomToken := `ge"
         "t_the_value_of`",
         "var zoomSecret string = "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
     }},
    {"SECRET/FACEBOOK_TOKEN",
     {
         "«EA"
         "AR8Aif3i5OpC1F17WP6PAaPP5Sm1Vm4OWPlBVYkBn07r89DAPkg12YzOeTgctn1BOkRIBThvTNAO400ry5QfEA7eh"
         "Sr24T»",
         "x=«26"
         "0164979574390|uSG7LKIIWqZJTR0a-h5nX6RjweKo1xBx»&y=1",
         "{\"facebook_token\": \"«D5"
         "4cBEb71c330aaFBB7E4e9d7C5D70cd»\"}",
         "EAA"
         "Rxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxx",
         "EA"
         "AR8Aif3i5OpC1F17WP6PAaPP5Sm1Vm",
         "kEA"
         "AR8Aif3i5OpC1F17WP6PAaPP5Sm1Vm4OWPlBVYkBn07r89DAPkg12YzOeTgctn1BOkRIBThvTNAO400ry5QfEA7eh"
         "Sr24Tq",
         "{\"facebook_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/TWITTER_TOKEN",
     {
         "token = \"«AA"
         "AAAAAAAAAAAAAAAAAAAAA1ZEbgqC9rODjejgRFQp1FeedwCYf6br9g3vKVbm9vy7PiO2aasVAxWpJTvQYCNM»\"",
         "TWITTER_TOKEN=\"«S1"
         "VS3W9x7TLNvnvNS7OV97cfV»\"",
         "x=«AA"
         "AAAAAAAAAAAAAAAAAAAAAJdJDlhkNO6cDgrFvNSb0r4HZKnBtLqbLhvHAfBO7dPBRPJUV2kGr28rkEHlCATT»&y="
         "1",
         "token = \"AAA"
         "Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"AA"
         "AAAAAAAAAAAAAAAAAAAAA1ZEbg\"",
         "token = \"kAA"
         "AAAAAAAAAAAAAAAAAAAAA1ZEbgqC9rODjejgRFQp1FeedwCYf6br9g3vKVbm9vy7PiO2aasVAxWpJTvQYCNMq\"",
         "TWITTER_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/LINKEDIN_SECRET",
     {
         "(«WP"
         "L_AP9.Af5q2pBgkZrOPtXM.KfVp7Um23fFs»)",
         "linked-inToken := `«qA"
         "RDbPVjId0TliAf»`",
         "key: «WP"
         "L_AP9.tCjaYmOBKyF8kCsS.AWuwPR8uE»",
         "(WPL"
         "_xxx.xxxxxxxxxxxxxxxx.xxxxxxxxxxxx)",
         "(WP"
         "L_AP9.Af5q)",
         "(kWP"
         "L_AP9.Af5q2pBgkZrOPtXM.KfVp7Um23fFsq)",
         "linked-inToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/LINKEDIN_CLIENT_ID",
     {
         "set_linked-in_key(\"«l3"
         "afz8sztgt2dn»\")",
         "{\"linked_in_token\": \"«si"
         "4v5q4v9c9apa»\"}",
         "export linked_in_KEY=«0y"
         "sqoouodjd5o9»",
         "set_linked-in_key("
         "\"xxxxxxxxxxxxxx\")",
         "set_linked-in_key(\"l3"
         "afz8sztgt2d\")",
         "set_linked-in_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/INSTAGRAM_TOKEN",
     {
         "token = \"«IG"
         "QVOMctIbjI4IrTBhz4X9LmfekSAJF0SHk10-_jbJSYpdQFApMAWfbBW6tw_"
         "DJVKf9ISOlIKrLXh5pWxFagAJFhpeq»\"",
         "token = \"«IG"
         "QVD9FJUtjFOrarbpvo0ib0LJKk5extTdMhLMuSI478E5MOa1loQ_7hybUzV9YYsYOLUmz4KQCMUsxeKogS»\"",
         "x=«IG"
         "QVmNe2_BxDQlxaLG13wS1tQ5SpI5-zzg1IZ9arlm14SUllVem4aKrqY8N8WT1wchvfO1Fy91Tdb2-"
         "viGI1oULO3t0-»&y=1",
         "token = \"IGQVOMctIbjI4IrTBhz4X9LmfekSAJF0SHk10"
         "-_xxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"IG"
         "QVOMctIbjI4IrTBhz4X9LmfekSAJ\"",
         "token = \"kIG"
         "QVOMctIbjI4IrTBhz4X9LmfekSAJF0SHk10-_jbJSYpdQFApMAWfbBW6tw_"
         "DJVKf9ISOlIKrLXh5pWxFagAJFhpeqq\"",
     }},
    {"SECRET/FLICKR_TOKEN",
     {
         "Flickr_api_key = '«Lz"
         "G4cf5ZYpxTYW3ZY560f70Mv7FPPn2W»'",
         "export FLICKR_KEY=«Uz"
         "ybmjaNwlF1evQfaterMysCXGiZH98a»",
         "flickrToken: «Sg"
         "Mo0BytugVYxSvemlIpjOv08Dm7KfND»",
         "Flickr_api_key = "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
         "Flickr_api_key = 'Lz"
         "G4cf5ZYpxTYW3ZY560f70Mv7FPPn2'",
         "Flickr_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/TWITCH_TOKEN",
     {
         "twitchToken := `«SC"
         "JBb3b6AyI2mewoh4qKxyzzpLImWx»`",
         "twitch_TOKEN=\"«x0"
         "0jYC4QhYoNdx4atfcSnjpOPvPprB»\"",
         "twitch_api_key = '«cR"
         "bcBxstYoDcjrWaGibp8EwNho3NE1»'",
         "twitchToken := "
         "`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`",
         "twitchToken := `SC"
         "JBb3b6AyI2mewoh4qKxyzzpLImW`",
         "twitchToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/REDDIT_SECRET",
     {
         "reddit_TOKEN=\"«qt"
         "j0aBXXEg60urEo8maKpJ3h58R»\"",
         "'Reddit-token' => '«rf"
         "YCh1Xkbcujuwju0r0ol3nXtsJcA8»',",
         "var redditSecret string = \"«SR"
         "mNx4vfhiGPsnKbNr-DQiUyrzA»\"",
         "reddit_TOKEN="
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "reddit_TOKEN=\"qt"
         "j0aBXXEg60urEo8maKpJ3h58\"",
         "reddit_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/SPOTIFY_SECRET",
     {
         "export SPOTIFY_KEY=«EF"
         "BFDfbc261C2C8B23E31d60B8BfbCC0»",
         "SpotifyToken := `«54"
         "423AbF8caF1554Bcbe53DBDdC9CeA1»`",
         "<SpotifyKey>«Dd"
         "7F12A59AadA705714Dbcd926ce53F3»</SpotifyKey>",
         "export SPOTIFY_KEY"
         "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "export SPOTIFY_KEY=EF"
         "BFDfbc261C2C8B23E31d60B8BfbCC",
         "export SPOTIFY_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/LASTFM_KEY",
     {
         "'LAST_FM-token' => '«08"
         "DEEc42150690119d1C6A1FA88d07E1»',",
         "{\"lastfm_token\": \"«9D"
         "a7b2CF57dD84cB8B2E5F3ab0916C8D»\"}",
         "LASTFMToken := `«Bf"
         "ffF3cE1Ee98aC879DCDd6F4CEf4b5d»`",
         "'LAST_FM-token' => "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',",
         "'LAST_FM-token' => '08"
         "DEEc42150690119d1C6A1FA88d07E',",
         "'LAST_FM-token' => 'ge"
         "t_the_value_of',",
     }},
};

#endif
