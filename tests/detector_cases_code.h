/* Texts with and without secrets of the types in detectors/catalogue/coderows.c: see detector_cases.h.
 * All values are invented, at random in the form that the provider's documentation gives. */
#ifndef ROTE_DETECTOR_CASES_CODE_H
#define ROTE_DETECTOR_CASES_CODE_H

#include "tests/detector_cases.h"

static const Cases cases_code[] = {
    {"SECRET/GITLAB_TOKEN",
     {
         "x=«gl"
         "pat-75YX8XM5mSLFy5UBIHEY»&y=1",
         "token = \"«gl"
         "pat-OaWUkMHR7JMpy72t3avBZX06uvz.a6.k5pcwlgh7»\"",
         "«gl"
         "soat-03POq31DpGl3wpnIfP5fyG8Neny»",
         "key: «gl"
         "rt-t5_yyggvpXqaQ1QiUQZwldXB8Ri.po83a72ci»",
         "(«gl"
         "ptt-deef7d7a1ed6f3a6d93b673c02d7490ed632215c»)",
         "key: «gl"
         "cbt-jHfv_wA-zi-7HLo-9HSDj4GKjGezFgYN2»",
         "key: «GR"
         "1348941Hd-GIDMpFt_xIN1CWiFT»",
         "token = \"«gl"
         "agent-hz-LQH3japxYi5DhXuYhZwrAOAAqj8DI3d9W781ioyeo7TZQUE10»\"",
         "token = \"«gl"
         "oas-B20C9AcDaFd271e95acfC76C3D4Eb46AEB323A2cB84A29DeF1e6E144cddfC0fa»\"",
         "(«gl"
         "ffct-cIYk-61907uZKfNIkfT3t»)",
         "_gitlab_session=«d1"
         "2c6069af4bf6182fc8c2dc88a878f4»",
         "x=glpat"
         "-xxxxxxxxxxxxxxxxxxxx&y=1",
         "x=gl"
         "pat-75&y=1",
         "x=kgl"
         "pat-75YX8XM5mSLFy5UBIHEYq&y=1",
     }},
    {"SECRET/BITBUCKET_TOKEN",
     {
         "«AT"
         "BBdKEOB0KBWBeYHYn2H2OPsvkWaxbq»",
         "(«AT"
         "CTT3xFfGWuwanB88GXsPSP5NbPwm10WamHQI3aQ9O6Div5=mwIxZE=jT0QOu5BeeEi=m-x2N»)",
         "set_BITBUCKET_key(\"«Mb"
         "y1DrLnsOF21e4ROhthplvf5XO4mRC6»\")",
         "ATB"
         "Bxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "AT"
         "BBdKEOB0",
         "kAT"
         "BBdKEOB0KBWBeYHYn2H2OPsvkWaxbqq",
         "set_BITBUCKET_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/ATLASSIAN_TOKEN",
     {
         "key: «AT"
         "ATT37snEwSasjSaft3Apm6OiM0hKfhYvIzYPJvnP7zJwLfIU9kgRg9CcOJ15Mcg_"
         "Yc0qi6GgpYGvlioWS2zYDHY8nTHjA-Z7dGEVmlZh7oeQr24r»",
         "jira_TOKEN=\"«h6"
         "AgZ0IykAJQn777xLO47tdK»\"",
         "key: «AT"
         "ATT3HbkNiXBHDa4=LHWiCcKwCY13KpQArm7=KAHR27jcbSL7dyltkxx7L7KF8eJeFtqguqdMoF70Nr_"
         "8tXYwSOThe10k6K=uVdw9T_BOBnj»",
         "ATATT3BIsUQbx52eVHn5wheRgoVQsxKXa4"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxx-xxxxx",
         "key: AT"
         "ATT37snEwSasjSaft3Apm6OiM0hKfhYvIzYP",
         "key: kAT"
         "ATT37snEwSasjSaft3Apm6OiM0hKfhYvIzYPJvnP7zJwLfIU9kgRg9CcOJ15Mcg_"
         "Yc0qi6GgpYGvlioWS2zYDHY8nTHjA-Z7dGEVmlZh7oeQr24rq",
         "jira_TOKEN=\"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/NPM_TOKEN",
     {
         "<_AUTHTOKENKey>«1c"
         "dAAdeA-5D72-BD2A-8c6D-f7407F3C162A»</_AUTHTOKENKey>",
         "var _authtokenSecret string = \"«7d"
         "5BCCFB-1Da9-6B8D-CC2E-BF2cdA05f9cD»\"",
         "export _authtoken_KEY=«7b"
         "a5CAF1-0af8-1EBC-ae1E-6E6c1a5a66EB»",
         "<_AUTHTOKENKey"
         ">xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</_AUTHTOKENKey>",
         "<_AUTHTOKENKey>1c"
         "dAAdeA-5D72-BD2A-8c6D-f7407F3C162</_AUTHTOKENKey>",
         "<_AUTHTOKENKey>ge"
         "t_the_value_of</_AUTHTOKENKey>",
     }},
    {"SECRET/PYPI_TOKEN",
     {
         "«py"
         "pi-AgEyHqf1uPGLQZEUN0R5HQDNxkfwr7Lc0_1SYJsnsdlFtuZeY7Hb3»",
         "«py"
         "pi-AgE6ev3uTCrNoESGCm_lZITRO71v8RqBHJEdAunkhlJ886DnFLuzSU»",
         "x=«py"
         "pi-AgEnI18tEkc-u3Zmgk3kyOW072GHIx6VRV9xw9hSRRbOwI2u2cYaPWHXQrDt»&y=1",
         "pypi"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxx",
         "py"
         "pi-AgEyHqf1uPGLQZ",
         "kpy"
         "pi-AgEyHqf1uPGLQZEUN0R5HQDNxkfwr7Lc0_1SYJsnsdlFtuZeY7Hb3q",
     }},
    {"SECRET/RUBYGEMS_KEY",
     {
         "key: «ru"
         "bygems_7feb2cbbfd3c1ef580f6ebb15b1d9d05a7a4337076a54266»",
         "(«ru"
         "bygems_b4935fd59a372d9a1d403b74442edb20369df76ff833e763»)",
         "«ru"
         "bygems_66a064b50be37451696e9ac0b0a8e366bd3a46f6835d60d2»",
         "key: rubygems"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: ru"
         "bygems_7feb2cbbfd",
         "key: kru"
         "bygems_7feb2cbbfd3c1ef580f6ebb15b1d9d05a7a4337076a54266q",
     }},
    {"SECRET/CRATES_TOKEN",
     {
         "key: «ci"
         "o7KS7wAzYq6lgrsthZmI4yZQqtygFNzSD»",
         "token = \"«ci"
         "oDnpzfphMO1lOOdb96ZJPuSXO15eTCtCr»\"",
         "token = \"«ci"
         "osuo5czQ4shXigORWHFzwPXApN8RsGm6Q»\"",
         "key: cio"
         "7xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "key: ci"
         "o7KS7wAzY",
         "key: kci"
         "o7KS7wAzYq6lgrsthZmI4yZQqtygFNzSDq",
     }},
    {"SECRET/NUGET_KEY",
     {
         "x=«oy"
         "2vcip9o1icqmigvb74umgnhtwp1ohusr4i6a4d7tq3uc»&y=1",
         "(«oy"
         "2llgik0bwse9sgmy7adk5zl0cwewpuh9d9e0pwslvszz»)",
         "key: «oy"
         "29330bt2s4qcjdippcg26g1i7rzthckpjx3wrun9ys2k»",
         "x=oy2"
         "vxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=oy"
         "2vcip9o1icqmi&y=1",
         "x=koy"
         "2vcip9o1icqmigvb74umgnhtwp1ohusr4i6a4d7tq3ucq&y=1",
     }},
    {"SECRET/CLOJARS_TOKEN",
     {
         "«cl"
         "ojars_ekaYyGEAMhlTHWXWWYgIL5dnaOGJoWzIBb84rb8rP0KzrXKPlNUUJKMm4MJK»",
         "(«cl"
         "ojars_MhXv57PrIT4Q5blS2jech3XxVnW9w5URG3F5Lxt62D08pLmvq4ilB87rIlf1»)",
         "x=«cl"
         "ojars_sXPPMsHgXxxPqrzkSbUf41HG50BU08rlIxcIE8DCHofwfuyPtmON8QIwF0kN»&y=1",
         "clojars"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "cl"
         "ojars_ekaYyGEAMhlTHW",
         "kcl"
         "ojars_ekaYyGEAMhlTHWXWWYgIL5dnaOGJoWzIBb84rb8rP0KzrXKPlNUUJKMm4MJKq",
     }},
    {"SECRET/DOCKER_TOKEN",
     {
         "x=«dc"
         "kr_pat_jVB29zAVTXBvqbKF6Powx9sqVnd_ob0i»&y=1",
         "token = \"«dc"
         "kr_pat_LNIrL8bInMnsvQHvVnIlgQGGgZUQg7uCw»\"",
         "token = \"«dc"
         "kr_pat_rv6uX_NQEAofPDXSG0i2VFwzKvN3FfMWqA»\"",
         "x=dckr"
         "_xxx_xxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxx&y=1",
         "x=dc"
         "kr_pat_jVB2&y=1",
         "x=kdc"
         "kr_pat_jVB29zAVTXBvqbKF6Powx9sqVnd_ob0iq&y=1",
     }},
    {"SECRET/ARTIFACTORY_TOKEN",
     {
         "token = \"«AK"
         "CphqRVUojINyDZeP»\"",
         "(«cm"
         "VmdLOcsCKrVRQ8A5aaieQrgNec93Yg0C2IBx8li4RSfXhMVWvYF3WFqGZPVtqe»)",
         "'Bintray-token' => '«Xg"
         "vaQWobofhWSjka21EjYWMWs1yeDAhl8TorGAkXyESFphCF9BJYSh2k1nK2n78dYD8M3ZnPz»',",
         "token = \"AKC"
         "pxxxxxxxxxxxxxx\"",
         "token = \"AK"
         "Cphq\"",
         "token = \"kAK"
         "CphqRVUojINyDZePq\"",
         "'Bintray-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/SONAR_TOKEN",
     {
         "(«sq"
         "p_8c92c0095e4b1c23376cb89e7ea13ee258bb9161»)",
         "SonarToken := `«tA"
         "84DmQYK-XY1lg5ZYE7X8nVWX0Wg2LJmya45agD»`",
         "«sq"
         "a_15c87405a63051202d933ee4f41c952a85d7f2ba»",
         "(sqp"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(sq"
         "p_8c92c0095e)",
         "(ksq"
         "p_8c92c0095e4b1c23376cb89e7ea13ee258bb9161q)",
         "SonarToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/CIRCLECI_TOKEN",
     {
         "(«CC"
         "IPRJ_b821qJ5DrIUmdmq1h1dCzr_D2fBb510B6fd1Fbd28e5Ac8FACc13EDC822ffFE5»)",
         "var circleSecret string = \"«65"
         "De8dDcFeddc220E46f09C15906fe8431EbAE0A»\"",
         "token = \"«CC"
         "IPRJ_U3dxMb0fiD2wGUzGOZuuqs_5DD6dFb5D1bD812cD8dd532ffAE2C2cEd8ac83fA»\"",
         "(CCIPRJ"
         "_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(CC"
         "IPRJ_b821qJ5DrIUmdmq1)",
         "(kCC"
         "IPRJ_b821qJ5DrIUmdmq1h1dCzr_D2fBb510B6fd1Fbd28e5Ac8FACc13EDC822ffFE5q)",
         "var circleSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/TRAVIS_TOKEN",
     {
         "set_TRAVIS_key(\"«Cn"
         "lVqrtsdYYkmnqdDwMywr»\")",
         "travis_api_key = '«mT"
         "RrjqKZTp3j3UUPNpfXRH»'",
         "travisToken: «Lx"
         "vlFxb8kE-zPF7GL-2Pm0»",
         "set_TRAVIS_key("
         "\"xxxxxxxxxxxxxxxxxxxxxx\")",
         "set_TRAVIS_key(\"Cn"
         "lVqrtsdYYkmnqdDwMyw\")",
         "set_TRAVIS_key(\"ge"
         "t_the_value_of\")",
     }},
    {"SECRET/BUILDKITE_TOKEN",
     {
         "(«bk"
         "ua_9fff4709306fd8500134ef587e3f61ee7ea3f654»)",
         "'buildkite-token' => '«RO"
         "eclcLhSR12Y9RTWr1SSsDb4TtNOUi21KZU9vk2»',",
         "«bk"
         "ua_2101a29bc5d8cb0c27feabe731514be87dab4752»",
         "(bkua"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(bk"
         "ua_9fff470930)",
         "(kbk"
         "ua_9fff4709306fd8500134ef587e3f61ee7ea3f654q)",
         "'buildkite-token' => 'ge"
         "t_the_value_of',",
     }},
    {"SECRET/CODECOV_TOKEN",
     {
         "export CODECOV_KEY=«36"
         "1Dc2e0-D9c2-8b57-21FE-CbFecdE15FeB»",
         "set_codecov_key(\"«uS"
         "hV3tUIO0r1lencGRZN7Rr2v4zLyRqT»\")",
         "codecov_TOKEN=\"«AI"
         "xwaCGCFRcsI7S8y4sGVh75Twcu2NLC»\"",
         "export CODECOV_KEY"
         "=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
         "export CODECOV_KEY=36"
         "1Dc2e0-D9c2-8b57-21FE-CbFecdE15Fe",
         "export CODECOV_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/DRONE_TOKEN",
     {
         "var DroneciSecret string = \"«Dw"
         "EvLyWgpB6j1n9drOcUH3X0PkT3DLb2»\"",
         "set_drone__key(\"«aq"
         "krYFp1yR3hnAIMAGxB7LC3PP1bWDiC»\")",
         "drone_Token := `«IO"
         "me6uijQFGXfM9ncO7Nk8MNS8oMKDjX»`",
         "var DroneciSecret string = "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "var DroneciSecret string = \"Dw"
         "EvLyWgpB6j1n9drOcUH3X0PkT3DLb\"",
         "var DroneciSecret string = \"ge"
         "t_the_value_of\"",
     }},
    {"SECRET/JENKINS_TOKEN",
     {
         "<JENKINSKey>«03"
         "D0Ee5f092A9Dc5ed4B1Ae3D2a6E06c98»</JENKINSKey>",
         "var crumbSecret string = \"«CB"
         "c6CAdE818Bfb01b1cE69c683cC875B»\"",
         "{\"JENKINS_token\": \"«9c"
         "bfdefF1DFFADEACdF2a13B2EfdD42f»\"}",
         "<JENKINSKey"
         ">xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</JENKINSKey>",
         "var crumbSecret string = \"CB"
         "c6CAdE818Bfb01b1cE69c683cC875\"",
         "<JENKINSKey>ge"
         "t_the_value_of</JENKINSKey>",
     }},
    {"SECRET/SNYK_TOKEN",
     {
         "snykToken := `«02"
         "2C37D9-dbf9-6cB6-feDE-Df02668Aa432»`",
         "<snykKey>«e3"
         "cf0E7c-Ee53-ddfe-3Ddc-450CbaE7DCCe»</snykKey>",
         "Snyk_api_key = '«dd"
         "fcDe9D-dbdb-298b-5DA3-dCD7aA0F857d»'",
         "snykToken := "
         "`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`",
         "snykToken := `02"
         "2C37D9-dbf9-6cB6-feDE-Df02668Aa43`",
         "snykToken := `ge"
         "t_the_value_of`",
     }},
    {"SECRET/SOURCEGRAPH_TOKEN",
     {
         "token = \"«sg"
         "p_cc20E47CB294Eaf0FB8ebDbB3Ab4dCB6B2F65Bfa»\"",
         "x=«sl"
         "k_883276c29807b884233131326dda38ce749172448b47b8a7fc1b498f31b2e8c1»&y=1",
         "{\"Sourcegraph_token\": \"«b3"
         "81fCb0E277a2bEc0AEffdcCd2E3b727445Aba1»\"}",
         "token = \"sgp"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"sg"
         "p_cc20E47CB2\"",
         "token = \"ksg"
         "p_cc20E47CB294Eaf0FB8ebDbB3Ab4dCB6B2F65Bfaq\"",
         "{\"Sourcegraph_token\": \"ge"
         "t_the_value_of\"}",
     }},
    {"SECRET/HARNESS_TOKEN",
     {
         "«sa"
         "t.yijqE1HUJ6jReEeR6h47Mm.EhyGI1SaJUopM1QnuaKyh4pv.VpoWt6AK2stBfRdqD5P8»",
         "token = \"«pa"
         "t.zJaZZ4BI2tFgNcgUkAbDWC.O2garztyQsUhJVEgMV9Sol1t.gDU2p49LwvKV2t3TSvl5»\"",
         "x=«sa"
         "t.pHZwr4ayUbqD5ms3M4Pb4W.qaA7ncrV9bg4Q7lTXINLrbKX.5BZm8ZNJrmklPvc6tAyq»&y=1",
         "sat"
         ".xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxx",
         "sa"
         "t.yijqE1HUJ6jReEeR6h47",
         "ksa"
         "t.yijqE1HUJ6jReEeR6h47Mm.EhyGI1SaJUopM1QnuaKyh4pv.VpoWt6AK2stBfRdqD5P8q",
     }},
    {"SECRET/OCTOPUS_KEY",
     {
         "«AP"
         "I-VSWO5AN4WKCFDY7WGFIKPW8YHN»",
         "(«AP"
         "I-XF3X5CMHN89Z4CJHA7CHMOQGYE»)",
         "«AP"
         "I-VEOXZVL29ZKIVW615XO6G9DS9E»",
         "API"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxx",
         "AP"
         "I-VSWO5A",
         "kAP"
         "I-VSWO5AN4WKCFDY7WGFIKPW8YHNq",
     }},
    {"SECRET/PULUMI_TOKEN",
     {
         "token = \"«pu"
         "l-c0354f8d6f2a687dc8cccaffc42baba0d4b724cf»\"",
         "key: «pu"
         "l-89ad8f68c92381e54af3de1e667fcc0ecf262783»",
         "x=«pu"
         "l-1c8556cf68a15791c661d30476b8bdf707681fed»&y=1",
         "token = \"pul"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"pu"
         "l-c0354f8d6f\"",
         "token = \"kpu"
         "l-c0354f8d6f2a687dc8cccaffc42baba0d4b724cfq\"",
     }},
    {"SECRET/TERRAFORM_TOKEN",
     {
         "\"«ZT"
         "agnhu4iOWqUc.atlasv1.5xyJr0wD="
         "LllBODwfWNm1tnQqgJYiXweXgexPeiyxCqFnAdPziLYZYtWkO6l4K9DBnHq»\"",
         "(«sD"
         "LFlDWTKH83F1.atlasv1.Gf3M=DE-Op_Tkl=mP9rcuPrjozTn7OgxIR-3PjeWkmZRLO_grxzY6s4-bzTiv»)",
         "token = \"«8T"
         "S5kOVKxrfsc6.atlasv1.-wm8swsnXRcxQVY-7Rh2Fy54VvM-y0Rf-Ve_TcyU8JJz1gdYzqP-arkPqAZPei9K»\"",
         "\"ZTagnhu4iOWqUc"
         ".xxxxxxx.xxxxxxxx=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "\"ZT"
         "agnhu4iOWqUc.atlasv1.5xyJr0w\"",
         "\"kZT"
         "agnhu4iOWqUc.atlasv1.5xyJr0wD="
         "LllBODwfWNm1tnQqgJYiXweXgexPeiyxCqFnAdPziLYZYtWkO6l4K9DBnHqq\"",
     }},
    {"SECRET/VAULT_TOKEN",
     {
         "«hv"
         "b.2m3e-TigXiGyjggxZK9MXApiDln_bNg»",
         "<vaultKey>«s."
         "ZwGnJMr1iFe1DbvXIqFyHWcJ»</vaultKey>",
         "x=«hv"
         "r.uk9y8w55z3M7slRCAK30yYBJ»&y=1",
         "hvb"
         ".xxxx-xxxxxxxxxxxxxxxxxxxxxx_xxx",
         "hv"
         "b.2m3e-Ti",
         "khv"
         "b.2m3e-TigXiGyjggxZK9MXApiDln_bNgq",
         "<vaultKey>ge"
         "t_the_value_of</vaultKey>",
     }},
    {"SECRET/INFRACOST_KEY",
     {
         "(«ic"
         "o-T967VF8bPxEuWmXQYdWgcWh3LSHyXnGa»)",
         "(«ic"
         "o-RXzAvxKEP640AuhowMGH4kUka5Lttu1O»)",
         "token = \"«ic"
         "o-tYAeLEu1MGilJycIZ7UOVqd15bhjBEL2»\"",
         "(ico"
         "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(ic"
         "o-T967VF8b)",
         "(kic"
         "o-T967VF8bPxEuWmXQYdWgcWh3LSHyXnGaq)",
     }},
    {"SECRET/PREFECT_TOKEN",
     {
         "token = \"«pn"
         "u_RH1rofqI0eVQBFCu8Q5rkltfo4CgNp1uHN1w»\"",
         "token = \"«pn"
         "u_Teke75j8cRFzCrPH6BdQIK9Rbq6KMeumparN»\"",
         "(«pn"
         "u_VoZxQv0kZK4c0fUZgqCPo81vufnLwHQE1NDg»)",
         "token = \"pnu"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"pn"
         "u_RH1rofqI0\"",
         "token = \"kpn"
         "u_RH1rofqI0eVQBFCu8Q5rkltfo4CgNp1uHN1wq\"",
     }},
    {"SECRET/DOPPLER_TOKEN",
     {
         "x=«dp"
         ".said.6o4mgCyQLer44yJR27KT5x0r6qV1xgT4X6kxO0g3»&y=1",
         "(«dp"
         ".pt.gfQrDxkg7JSCLbKDCnuhR8HkgvGZBzCYeyUabFrAMEl»)",
         "«dp"
         ".st.cowfulwgt.tDqE3YPJcfhIsCffpeTTdHUNSOsDm44EZYQ5ckcH4m»",
         "x=dp"
         ".xxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=dp"
         ".said.6o4mgCyQ&y=1",
         "x=kdp"
         ".said.6o4mgCyQLer44yJR27KT5x0r6qV1xgT4X6kxO0g3q&y=1",
     }},
    {"SECRET/ONEPASSWORD_TOKEN",
     {
         "token = \"«op"
         "s_eyJMBRYZ_ySynoST+dFtrrcKT814YfiVMxxrhkOHuRB6UAd_"
         "NgAsNVkvASQSyDqM7ZLqckvv98xZLQ3E6EJuXuk4u8/PNvr4WYVLNNQe»\"",
         "(«A3"
         "-4YUKX4-EQCNPG-DDLH9-CRQBC-P1F9H-YYZS8»)",
         "«op"
         "s_eyJpa_UC2iLOqI4d9rLLeoA06hXMqpa0cyBs4HvLkyUMozN5dvzyfRyK9oBINVtQ6Hm6X8Devic0mvTx-"
         "0hLkxyDGZ1TfjMuUWpyeAD=»",
         "token = \"ops"
         "_xxxxxxxx_xxxxxxx+xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/xxxxxxxxxxxxx\"",
         "token = \"op"
         "s_eyJMBRYZ_ySynoST+dFtrrcKT814YfiV\"",
         "token = \"kop"
         "s_eyJMBRYZ_ySynoST+dFtrrcKT814YfiVMxxrhkOHuRB6UAd_"
         "NgAsNVkvASQSyDqM7ZLqckvv98xZLQ3E6EJuXuk4u8/PNvr4WYVLNNQeq\"",
     }},
    {"SECRET/README_KEY",
     {
         "x=«rd"
         "me_d7tcd2clxtdctj328vppb2jy2foerc8mq8ft4sv3hbt13x9ex7sbpcawrr5t48xma9itrz»&y=1",
         "«rd"
         "me_56fbor7hokni5f2zv8p4j3h75bez5tbf2ey0ni8e90tgihb55uexss1dya9tzlajw2v6oa»",
         "token = \"«rd"
         "me_g6ntrps65jpb85wkn2l0mqlhvwzq15jm0h4bg2onq6agxp137fd9bm2o5jcpb1epai45jo»\"",
         "x=rdme"
         "_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=rd"
         "me_d7tcd2clxtdctj328vpp&y=1",
         "x=krd"
         "me_d7tcd2clxtdctj328vppb2jy2foerc8mq8ft4sv3hbt13x9ex7sbpcawrr5t48xma9itrzq&y=1",
     }},
    {"SECRET/POSTMAN_KEY",
     {
         "x=«PM"
         "AK-F0036818Fd243bfe9fcB6246-CE7f76bd1861eA403AF79d6933f9CfD30D»&y=1",
         "key: «PM"
         "AK-6dbbff3EabA2bF91d0d0D4E5-E9ED285B38EEFf3a2cDFfB0b0AceDfB4ad»",
         "token = \"«PM"
         "AK-6Be76f0D816CFb1CDD6bF7A1-adA62bf5Bd3Eda2FDa18aAbdC3fF6452F4»\"",
         "x=PMAK"
         "-xxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&y=1",
         "x=PM"
         "AK-F0036818Fd243bfe&y=1",
         "x=kPM"
         "AK-F0036818Fd243bfe9fcB6246-CE7f76bd1861eA403AF79d6933f9CfD30Dq&y=1",
     }},
    {"SECRET/RAPIDAPI_KEY",
     {
         "export Rapidapi_KEY=«6Y"
         "AUV-0e3n8uMmVtJfNuEJqwiNFHL0nIl7AQyYiDw9MnkA8j4h»",
         "{\"RAPID-API_token\": \"«Vt"
         "4WAEsTpkkHqBqrxrH49mtXrf93tc4R4r8poZllKxAQ2w8Mgp»\"}",
         "RAPID-API_api_key = '«2B"
         "IicwqXuSEy0npyATwDNupx829KOhN6jsehIhEMJyRkmvcac-»'",
         "export Rapidapi_KEY"
         "=xxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "export Rapidapi_KEY=6Y"
         "AUV-0e3n8uMmVtJfNuEJqwiNFHL0nIl7AQyYiDw9MnkA8j4",
         "export Rapidapi_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/SCALINGO_TOKEN",
     {
         "(«tk"
         "-eu-x9BpOdCDoVt8xMAm6cRmhEZcx34QollMBVTyrx5txWpoWwRs»)",
         "key: «tk"
         "-eu-AHR_siIjjaP-4yFOGCY_qVHCNJqkzsIuk525DGvJSCwFW4MB»",
         "«tk"
         "-us-LpPPUSyaXExsWFE6ebJG0sd-CR87sVv9zqoLbA2s7DrQ6Ake»",
         "(tk"
         "-xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(tk"
         "-eu-x9BpOdCDoVt8)",
         "(ktk"
         "-eu-x9BpOdCDoVt8xMAm6cRmhEZcx34QollMBVTyrx5txWpoWwRsq)",
     }},
    {"SECRET/OPENSHIFT_TOKEN",
     {
         "key: «sh"
         "a256~NawjvGG-UM_WvTbDfE-jDSUABEfEpzj_bcp_8VrgMxY»",
         "key: «sh"
         "a256~4zM-Pa9wDd6-KWBTCGY_cabyxPDhPUlT4mNJvcSj1sC»",
         "key: «sh"
         "a256~6jZs_kT-GVXLPVlbMM720PKmdK1EMdsoLElIDEsoYet»",
         "key: sha256~NawjvGG"
         "-xx_xxxxxxx-xxxxxxxxxxxx_xxx_xxxxxxx",
         "key: sh"
         "a256~NawjvGG-U",
         "key: ksh"
         "a256~NawjvGG-UM_WvTbDfE-jDSUABEfEpzj_bcp_8VrgMxYq",
     }},
    {"SECRET/SIDEKIQ_CREDENTIALS",
     {
         "String contribsysKey = \"«19"
         "Df9AAa:ed76AA2D»\";",
         "set_contribsys_key(\"«Da"
         "7eAedE:8D6E3D24»\")",
         "var contribsysSecret string = \"«cB"
         "dB17ba:06B9C7c2»\"",
         "String contribsysKey = "
         "\"xxxxxxxx:xxxxxxxx\";",
         "String contribsysKey = \"19"
         "Df9AAa:ed76AA2\";",
         "String contribsysKey = \"ge"
         "t_the_value_of\";",
     }},
    {"SECRET/PACKAGIST_TOKEN",
     {
         "token = \"«pa"
         "ckagist_agi_da42a245dce334383e86aae2b413cb7a809e90025876f7dde0058a2b741622cd192»\"",
         "token = \"«pa"
         "ckagist_nis_d470d52c7709283c5c251c49c405661d1a84824ce9ec96245221c48db1d31d63»\"",
         "«pa"
         "ckagist_elt_a0d4c20122d6227270340139137378ba670455bd66926a600b70890b0870421»",
         "token = \"packagist"
         "_xxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
         "token = \"pa"
         "ckagist_agi_da42a245dce33\"",
         "token = \"kpa"
         "ckagist_agi_da42a245dce334383e86aae2b413cb7a809e90025876f7dde0058a2b741622cd192q\"",
     }},
    {"SECRET/JETBRAINS_TOKEN",
     {
         "(«pe"
         "rm-xfoR7fiZN.9vSEA+hz.dLt5M07Puw9cWkrmQEMZAqrw9s7»)",
         "(«pe"
         "rm:JSRA7F3PQmy.JR/oKvx9=.yCQeTUQDqMypfYidPOw0JSF5FrG»)",
         "«pe"
         "rm-iSFv=.75y7L1W.HRPrkb26H2Pk4G4pek5Ap»",
         "(perm"
         "-xxxxxxxxx.xxxxx+xx.xxxxxxxxxxxxxxxxxxxxxxxxxxx)",
         "(pe"
         "rm-xfoR7fiZN.9v)",
         "(kpe"
         "rm-xfoR7fiZN.9vSEA+hz.dLt5M07Puw9cWkrmQEMZAqrw9s7q)",
     }},
    {"SECRET/ENDORLABS_KEY",
     {
         "key: «en"
         "dr+KdWlyVQqTK8jQ1Kk»",
         "token = \"«en"
         "dr+RHfkHicmYouiZYFh»\"",
         "x=«en"
         "dr+O_6VkjgOlCugsOtl»&y=1",
         "key: end"
         "r+xxxxxxxxxxxxxxxx",
         "key: en"
         "dr+Kd",
         "key: ken"
         "dr+KdWlyVQqTK8jQ1Kkq",
     }},
    {"SECRET/LOOKER_KEY",
     {
         "export looker_KEY=«bm"
         "KbKLRusAgUqXyd2IFi9ZCV»",
         "<LOOKERKey>«BW"
         "WW6IK8QA0kWkWSySTV»</LOOKERKey>",
         "Looker_api_key = '«lB"
         "ZVKMvBfQ5MTNIilCxHEdjv»'",
         "export looker_KEY"
         "=xxxxxxxxxxxxxxxxxxxxxxxx",
         "export looker_KEY=bm"
         "KbKLRusAgUqXyd2IFi9ZC",
         "export looker_KEY=ge"
         "t_the_value_of",
     }},
    {"SECRET/SETTLEMINT_TOKEN",
     {
         "key: «sm"
         "_pat_4oyGtVnZkw9OefGT»",
         "(«sm"
         "_sat_QUQrjCRmWmeDLpfR»)",
         "x=«sm"
         "_sat_FyQuQOwESJ3oeq92»&y=1",
         "key: sm"
         "_xxx_xxxxxxxxxxxxxxxx",
         "key: sm"
         "_pat_",
         "key: ksm"
         "_pat_4oyGtVnZkw9OefGTq",
     }},
};

#endif
