/* Texts with and without secrets of the types in detectors/catalogue/servicerows.c: see detector_cases.h.
 * All values are invented, at random in the form that the provider's documentation gives. */
#ifndef ROTE_DETECTOR_CASES_SERVICE_H
#define ROTE_DETECTOR_CASES_SERVICE_H

#include "tests/detector_cases.h"

static const Cases cases_service[] = {
    {"SECRET/DROPBOX_TOKEN",
     {
         "«sl"
         ".u.3gVOImUaDn8N_5eOx=13DMlg3CsFH2fm=921GZid9yJfiqJBQmegEYsLRjAxZXxLATDbKrj8rW9s_4Oxn_"
         "qp1tgGaUFELnMirPQJ»",
         "export dropbox_KEY=«E5"
         "7FGy7x1mwfmkh»",
         "key: «sl"
         ".uLFG54ZgMsbeX97xLjpAX85aPjq1JaamxNYNwwU2xAGTpy818g_IvIKKaHHPgeWT25MZu1q-"
         "r5K6kI7AB0Dq5jqmiZ9HmC=JjeWQG8tNjF_e»",
         "sl"
         ".x.xxxxxxxxxxxx_xxxx=xxxxxxxxxxxxxx=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxx_"
         "xxxxxxxxxxxxxxxxxx",
         "sl"
         ".u.3gVOImUaDn8N_5eOx=13DMlg3CsFH2",
         "ksl"
         ".u.3gVOImUaDn8N_5eOx=13DMlg3CsFH2fm=921GZid9yJfiqJBQmegEYsLRjAxZXxLATDbKrj8rW9s_4Oxn_"
         "qp1tgGaUFELnMirPQJq",
         "export dropbox_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/BOX_TOKEN",
     {
         "boxapp_api_key = '«y4"
         "xq7q5m5kt9rz6V2RjLkkZiUUOjmnh8»'",
         "Box__TOKEN=\"«DP"
         "2Xczou82uE7Ham2WKtrLk3TnGhIF1F»\"",
         "boxappToken := `«gl"
         "170QAUHagX9BGdvcVARHcwDVTus7iV»`",
         "boxapp_api_key = "
         "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
         "boxapp_api_key = 'y4"
         "xq7q5m5kt9rz6V2RjLkkZiUUOjmnh'",
         "boxapp_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/ASANA_TOKEN",
     {
         "export Asana_KEY=«Yb"
         "2oRigx3xgi9UPU3iwOsZbSrNpA17cw»",
         "asanaToken := `«0/"
         "893587322538301:f576085AEB8C4bf0ad5B04FfFEB21E9e»`",
         "asana_api_key = '«HS"
         "KsK8aRvoapj3q7czGZl5fOPSq9n0sa»'",
         "export Asana_KEY"
         "=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "export Asana_KEY=Yb"
         "2oRigx3xgi9UPU3iwOsZbSrNpA17c",
         "export Asana_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/ASANA_CLIENT_ID",
     {
         "{\"asana_token\": \"«48"
         "39933548422097»\"}",
         "String asanaKey = \"«84"
         "86542474063535»\";",
         "AsanaToken: «12"
         "14255068573134»",
         "{\"asana_token\": \"483"
         "9xxxxxxxxxxxx\"}",
         "{\"asana_token\": \"48"
         "3993354842209\"}",
         "{\"asana_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/LINEAR_KEY",
     {
         "(«li"
         "n_api_LJ6bJwINvNcGrtcmriqeryGROyZUt3I9kOqy2P73»)",
         "export Linear_KEY=«47"
         "1FFaC6eBf51EC532aD99E0d230EF28»",
         "key: «li"
         "n_api_LqG8olttgaroJnoKH4Oo6c6thP7rPOv1SrCg6MG7Nd»",
         "(lin"
         "_xxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(li"
         "n_api_LJ6bJwIN)",
         "(kli"
         "n_api_LJ6bJwINvNcGrtcmriqeryGROyZUt3I9kOqy2P73q)",
         "export Linear_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/NOTION_TOKEN",
     {
         "token = \"«nt"
         "n_51645733414CofrIrrIcAlVigZMSsQ7Ju1PPKGces42KQA»\"",
         "x=«se"
         "cret_zvkyu95oXyRPqZLe0TTZdpfGNragGulmK9GFYzQOI53»&y=1",
         "(«nt"
         "n_779556562558DcbBLWvwNYhxv4nFKYI2s12D7782kzHZoR»)",
         "token = \"ntn"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"nt"
         "n_51645733414C\"",
         "token = \"knt"
         "n_51645733414CofrIrrIcAlVigZMSsQ7Ju1PPKGces42KQAq\"",
     }},
    {"SECRET/AIRTABLE_KEY",
     {
         "(«pa"
         "tVzLs8vMAevwgkG.29be37ef86c0b508689951bbb3bac96246db13d0e966da2a2cea0a8fbc0f7db7»)",
         "airtable_TOKEN=\"«Cj"
         "1Ejy9u5h27LWBOt»\"",
         "x=«pa"
         "t7AkHmPLrhdKRA9.69710c3a76e5dfb38b6ecab1a0f2377f925f58ec4725cdfeeefcda52ac10bc63»&y=1",
         "(patVzLs8vMAevwgkG"
         ".xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(pa"
         "tVzLs8vMAevwgkG.29be37ef8)",
         "(kpa"
         "tVzLs8vMAevwgkG.29be37ef86c0b508689951bbb3bac96246db13d0e966da2a2cea0a8fbc0f7db7q)",
         "airtable_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/FIGMA_TOKEN",
     {
         "(«fi"
         "gma_flZl_GUYZMHKddPXtcBPDdhkJpG_u1kW4aTjsD4fv5»)",
         "{\"figma_token\": \"«4c"
         "EacA4a-9bdd-D7c0-FDBC-9Ea2fa704DaF»\"}",
         "x=«fi"
         "gd_JSOfUmIx5brEXWmZeEKDguLpEH-vPf9eJVdk6Gr9j»&y=1",
         "(fig"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxx)",
         "(fi"
         "g_gPPj9jStrKSx1)",
         "(kfi"
         "g_gPPj9jStrKSx1dpuPJIPZrW9YRt_tFpcFc9OiRdleK3YMo1q)",
         "{\"figma_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/TYPEFORM_TOKEN",
     {
         "key: «tf"
         "p_2vo7sbqTIMKZwXKBK8cfMg3UK-Sd3_waA.kozenzQlGe-W»",
         "key: «tf"
         "p_NZ1DxClP7mV6.gNC76bTVg3vkWHirVbdJGsYsrB5-MX»",
         "\"«tf"
         "p_7hFjUCEHjOjpl1uxejcdK4an.932mia-oex2=pDW7PEI=O»\"",
         "key: tfp"
         "_xxxxxxxxxxxxxxxxxxxxxxxxx-xxx_xxx.xxxxxxxxxx-x",
         "key: tf"
         "p_2vo7sbqTIMKZ",
         "key: ktf"
         "p_2vo7sbqTIMKZwXKBK8cfMg3UK-Sd3_waA.kozenzQlGe-Wq",
     }},
    {"SECRET/CONTENTFUL_TOKEN",
     {
         "(«CF"
         "PAT-3G9wAggUIhrG0eQTxvuDqiMzFUTJ0X0LXKcFkImtIG5»)",
         "export CONTENTFUL_KEY=«co"
         "-6rgF1ALhMtU_P7yXWjvSvtTQYkvqIrYRrcPpF8L=»",
         "x=«CF"
         "PAT-IgYRIp09I2MrZqAl42x3_QsKosujpCEkfRa_Yd4KzIl»&y=1",
         "(CFPAT"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(CF"
         "PAT-3G9wAggUIh)",
         "(kCF"
         "PAT-3G9wAggUIhrG0eQTxvuDqiMzFUTJ0X0LXKcFkImtIG5q)",
         "export CONTENTFUL_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/HUBSPOT_KEY",
     {
         "hubspotToken: «2d"
         "cBCE5c-0Ee1-C8d5-f9cc-EffAA28b7D1E»",
         "export Hubspot_KEY=«E4"
         "3cdE91-Dc7c-1a00-Aaa4-5eaE46e9ec5d»",
         "{\"HUBSPOT_token\": \"«03"
         "F96FEF-BD4F-c0d2-Bf87-753D0bbBf7F5»\"}",
         "x=pat"
         "-xxx-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx&y=1",
         "x=pa"
         "t-pc7-e8FF3A&y=1",
         "x=kpa"
         "t-pc7-e8FF3Ab7-7f28-1702-C4E9-17ecf0b0AE15q&y=1",
         "hubspotToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/INTERCOM_TOKEN",
     {
         "token = \"«dG"
         "9rO9uHCsBINzwv1LE6TUz/tPNjfHd6mZqFkUEhRF-rKv8pEoTGK3Ix9IQGl=»\"",
         "export intercom_KEY=«Nk"
         "vl3Y8uLYXA1HMVP9K-9NHU1oDUgW6ozp_ElwtxjRORYHPs6t1=1R_aof8f»",
         "(«dG"
         "9rO3kxC3yQyRXrCOaNx58AMcWkQsasEWm3t6+PI+Q-Enungz8zNZGm4YNMF5v»)",
         "key: dG9rONqShXWkdL+mrZGn"
         "_xxxxx/xxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxx",
         "token = \"dG"
         "9rO9uHCsBINzwv1LE6\"",
         "token = \"kdG"
         "9rO9uHCsBINzwv1LE6TUz/tPNjfHd6mZqFkUEhRF-rKv8pEoTGK3Ix9IQGl=q\"",
         "export intercom_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/ZENDESK_KEY",
     {
         "ZendeskToken: «2U"
         "nCC3dntT8R4aXgGqJAaBNRnH7CSlXbosvF1mX4»",
         "'Zendesk-token' => '«mo"
         "DYlTjH9r0jjrmPUrkCeHQduLhQhE8kduoB4Q0K»',",
         "zendeskToken := `«d1"
         "PMQtUbKNQPkye0Ux7qTOTsTQLFgq6xUNRobVwM»`",
         "ZendeskToken:"
         " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "ZendeskToken: 2U"
         "nCC3dntT8R4aXgGqJAaBNRnH7CSlXbosvF1mX",
         "ZendeskToken: ge"
         "t_the_value_of",
     }},
    {"SECRET/FRESHDESK_KEY",
     {
         "Freshdesk_api_key = '«6p"
         "sZZ9IZJHlJN0BFcdOm»'",
         "var FreshdeskSecret string = \"«IJ"
         "QYtsVOgvp0jSfZ5rYC»\"",
         "var freshdeskSecret string = \"«Q1"
         "qf8eMbudDqQaGvaDTe»\"",
         "Freshdesk_api_key = "
         "'xxxxxxxxxxxxxxxxxxxx'",
         "Freshdesk_api_key = '6p"
         "sZZ9IZJHlJN0BFcdO'",
         "Freshdesk_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/BEAMER_TOKEN",
     {
         "<BeamerKey>«b_"
         "7L2-pSd7k8PkLsLAKCyMp3Cs=NfVtN6KNa5sbK79UFPw»</BeamerKey>",
         "beamerToken := `«b_"
         "qtm9X=ahXwZ2bwaYRFSb=v06LxL_-IaIMmphyV2XYlUm»`",
         "String beamerKey = \"«b_"
         "oW0xnoO6d8TMhtLR7G3s21ARcYQ0A636bwZOGATlzFTm»\";",
         "<BeamerKey"
         ">x_xxx-xxxxxxxxxxxxxxxxxxxx=xxxxxxxxxxxxxxxxxxx</BeamerKey>",
         "<BeamerKey>b_"
         "7L2-pSd7k8PkLsLAKCyMp3Cs=NfVtN6KNa5sbK79UFP</BeamerKey>",
         "<BeamerKey>ge"
         "t_the_value_of</BeamerKey>",
     }},
    {"SECRET/ADOBE_SECRET",
     {
         "(«p8"
         "e-IUzIiStXDcVOQwjy4OqAVVYM1QBLFRgR»)",
         "export adobe_KEY=«0A"
         "D7eAA55b5B8dAb2BDeBfCAD700CaEe»",
         "token = \"«p8"
         "e-7xyJn56K4ZrE31zBUvwiWqzGh6CWQz0a»\"",
         "(p8e"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(p8"
         "e-IUzIiStX)",
         "(kp8"
         "e-IUzIiStXDcVOQwjy4OqAVVYM1QBLFRgRq)",
         "export adobe_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/TRELLO_TOKEN",
     {
         "key: «AT"
         "TAcf092e5a3f5299f8ac0f8c8680c51cbc89f53d8c84e2111bfc332267fd1b5af870b2a6b3»",
         "Trello_api_key = '«-m"
         "V3tPEqkRn25h2PDFfLgE99cVMutZ8Z»'",
         "x=«AT"
         "TAeb48a1c45b1a7934482359a7a696ace8429599f608d3fa9688102975d169611d4b94fdc7»&y=1",
         "key: ATT"
         "Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: AT"
         "TAcf092e5a3f5299f8ac0f8",
         "key: kAT"
         "TAcf092e5a3f5299f8ac0f8c8680c51cbc89f53d8c84e2111bfc332267fd1b5af870b2a6b3q",
         "Trello_api_key = 'ge"
         "t_the_value_of'",
     }},
    {"SECRET/SALESFORCE_TOKEN",
     {
         "x=«00"
         "DqR13ayGLMpxZ8U8!NdoAKK7CafMZmQiFeAlhxFmHHmDK.AK65ZSZ5oHhWQVOWViosbm_M52DJBXCuhS_"
         "prWBsvRB8»&y=1",
         "(«00"
         "DUCUJromOveUJl!0lYvXdPMfwveCePXFl."
         "2AFn1hfqzUwPuXRvDHnC9kVGD7XGXM2gJmf1rCZYQFOYXErO5UDROx»)",
         "x=«00"
         "Db1PNwtIBOgZS!gBGuwtYqfuJ86rZ1U53rFBBUcomp_VECLPZFDIZuDyNpUyLBJmKSdj2Y01TZ_"
         "jDGXGymw14oy6BSW»&y=1",
         "(00DUCUJromOveUJl!0lYvXdPMfwveCePXFl"
         ".xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "x=00"
         "DqR13ayGLMpxZ8U8!NdoAKK7CafM&y=1",
         "x=k00"
         "DqR13ayGLMpxZ8U8!NdoAKK7CafMZmQiFeAlhxFmHHmDK.AK65ZSZ5oHhWQVOWViosbm_M52DJBXCuhS_"
         "prWBsvRB8q&y=1",
     }},
    {"SECRET/DOCUSIGN_KEY",
     {
         "'docusign-token' => '«bD"
         "83feF8-F724-F9C8-1D29-1de723A71bD1»',",
         "<docusignKey>«AA"
         "FeD2d5-1Fbb-2C9d-7D52-FCe5f0EC936b»</docusignKey>",
         "var docusignSecret string = \"«6d"
         "85b4ad-Fe5c-aAC0-7bfE-FDff2eB2e449»\"",
         "'docusign-token' => "
         "'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',",
         "'docusign-token' => 'bD"
         "83feF8-F724-F9C8-1D29-1de723A71bD',",
         "'docusign-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/CANVA_SECRET",
     {
         "x=«cn"
         "vcaboZVlNhHzhjbV-zkboDzWmg6rybt9ov6RFE8_iGu85xuag_ELu»&y=1",
         "key: «cn"
         "vcaAM8XCHCkDprT7m5X-XLCxcCflB_UVvO6y83kDSnIZgh0uLmi2j_OZVfl»",
         "key: «cn"
         "vcaRK0Erppzozt_n63Fc8YDOn2VdHyCAftNZLY3x4ilZVE1u-G0KR3GEoyF»",
         "x=cnvcaboZVlNhHzhjbV"
         "-xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxx_xxx&y=1",
         "x=cn"
         "vcaboZVlNhHzhjbV&y=1",
         "x=kcn"
         "vcaboZVlNhHzhjbV-zkboDzWmg6rybt9ov6RFE8_iGu85xuag_ELuq&y=1",
     }},
    {"SECRET/INTRA42_SECRET",
     {
         "«s-"
         "s4t2ud-746AE919feffAC7a8EcabA5cDc33ca04065adDed1E531E4BabDd5dbfF808aFAF»",
         "x=«s-"
         "s4t2ud-7Ad84017a44dCFeF0C27afE569EDf1eCbdfca6FaDe9cedBbFBf47295db8e3DDc»&y=1",
         "key: «s-"
         "s4t2af-37daC5dCCE09FE1BBb9b1274CcABEE53c91F5ABaa42f6e91001ADC6a9a5ee0e1»",
         "s-xx"
         "xxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "s-"
         "s4t2ud-746AE919feffAC7",
         "ks-"
         "s4t2ud-746AE919feffAC7a8EcabA5cDc33ca04065adDed1E531E4BabDd5dbfF808aFAFq",
     }},
    {"SECRET/OPENVSX_TOKEN",
     {
         "key: «ov"
         "sxp_fd2CF1d4-19c3-1493-a70F-ADecaD1B4BdB»",
         "«ov"
         "sxp_3D0cA8fB-eBe5-2b63-efc6-F5F88F8678fD»",
         "x=«ov"
         "sxp_8Fc6033f-5429-E5dd-45b2-1eD711Bde5Ff»&y=1",
         "key: ovsxp"
         "_xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
         "key: ov"
         "sxp_fd2CF1d4",
         "key: kov"
         "sxp_fd2CF1d4-19c3-1493-a70F-ADecaD1B4BdBq",
     }},
    {"SECRET/CALENDLY_TOKEN",
     {
         "var calendlySecret string = \"«43"
         "EffB89-53E5-6ba6-E0d4-7bAe2726cDCB»\"",
         "'CALENDLY-token' => '«c3"
         "fEE3CC-FAcE-7d6c-Ee8D-bB337F586A03»',",
         "{\"calendly_token\": \"«BA"
         "f29bF5-CbEe-EADc-Cdf0-dbD98f363fBE»\"}",
         "var calendlySecret string = "
         "\"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\"",
         "var calendlySecret string = \"43"
         "EffB89-53E5-6ba6-E0d4-7bAe2726cDC\"",
         "var calendlySecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/CLICKUP_TOKEN",
     {
         "token = \"«pk"
         "_203593_QDLH1YQHHPY3J89RCD1WAHZ1R7HY01PB»\"",
         "key: «pk"
         "_992353197_F4BSWOVOB6GMQKLKDE131GYYCNJG4M69»",
         "key: «pk"
         "_776950806_SIQNV8VHBEDXXBMUYUMX7PJNNZEQC7U3»",
         "token = \"pk"
         "_xxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"pk"
         "_203593_QDLH\"",
         "token = \"kpk"
         "_203593_QDLH1YQHHPY3J89RCD1WAHZ1R7HY01PBq\"",
     }},
    {"SECRET/WAKATIME_KEY",
     {
         "key: «wa"
         "ka_Cf8eA1db-72eE-f7bF-D1bA-C1eeFa6A6EaA»",
         "key: «wa"
         "ka_a9D6dadF-63cC-B2e4-Fa2b-BE43dcf441D5»",
         "(«wa"
         "ka_E7CF0D63-56bD-343f-B673-1A3CDEfcea8A»)",
         "key: waka"
         "_xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
         "key: wa"
         "ka_Cf8eA1db",
         "key: kwa"
         "ka_Cf8eA1db-72eE-f7bF-D1bA-C1eeFa6A6EaAq",
     }},
    {"SECRET/TAVILY_KEY",
     {
         "«tv"
         "ly-dev-eW56AogJijR583FQCzELTQaIOVnWP07D»",
         "x=«tv"
         "ly-dev-RFM7LukorP2iKQxmSie7az40go8TKy3O»&y=1",
         "«tv"
         "ly-prod-rsEmC1kJusTosJsh6LJjupV9eQqqGtn9»",
         "tvly"
         "-xxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "tv"
         "ly-dev-eW56",
         "ktv"
         "ly-dev-eW56AogJijR583FQCzELTQaIOVnWP07Dq",
     }},
};

#endif
