/* Ids that states issue: the tables of cases, one for each region. */
#ifndef ROTE_DETECTOR_CASES_GOVERNMENT_H
#define ROTE_DETECTOR_CASES_GOVERNMENT_H

#include "tests/detector_cases_asia.h"
#include "tests/detector_cases_british.h"
#include "tests/detector_cases_central.h"
#include "tests/detector_cases_eastern.h"
#include "tests/detector_cases_fareast.h"
#include "tests/detector_cases_france.h"
#include "tests/detector_cases_italy.h"
#include "tests/detector_cases_latin.h"
#include "tests/detector_cases_nordic.h"
#include "tests/detector_cases_north.h"
#include "tests/detector_cases_pacific.h"
#include "tests/detector_cases_travel.h"

/* Entries of the list of tables: {cases, how many}. */
#define GOVERNMENT_CASES                                                                           \
    {cases_north, sizeof cases_north / sizeof cases_north[0]},                                     \
        {cases_latin, sizeof cases_latin / sizeof cases_latin[0]},                                 \
        {cases_british, sizeof cases_british / sizeof cases_british[0]},                           \
        {cases_central, sizeof cases_central / sizeof cases_central[0]},                           \
        {cases_nordic, sizeof cases_nordic / sizeof cases_nordic[0]},                              \
        {cases_eastern, sizeof cases_eastern / sizeof cases_eastern[0]},                           \
        {cases_pacific, sizeof cases_pacific / sizeof cases_pacific[0]},                           \
        {cases_travel, sizeof cases_travel / sizeof cases_travel[0]},                              \
        {cases_asia, sizeof cases_asia / sizeof cases_asia[0]},                                    \
        {cases_fareast, sizeof cases_fareast / sizeof cases_fareast[0]},                           \
        {cases_france, sizeof cases_france / sizeof cases_france[0]},                              \
    {                                                                                              \
        cases_italy, sizeof cases_italy / sizeof cases_italy[0]                                    \
    }

#endif
