/* The style sheet of report.html. Private to reports/. */
#ifndef ROTE_PAGE_STYLE_H
#define ROTE_PAGE_STYLE_H

/* CSS: light and dark, phone, A4. Static storage. */
extern const char *const page_style;

#endif
