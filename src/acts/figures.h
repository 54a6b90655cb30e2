/* acts/figures.h - how it stood before, kept so that it need not be counted again.
 *
 * A figure is derived from the past and never the source of anything: it can be
 * made again at any time. Internal to this room; see dashboard.h for the rest.
 */
#ifndef ACTS_FIGURES_H
#define ACTS_FIGURES_H

#include "acts/dashboard.h"

/* figures_trend: fills trend, since and has_since of a dashboard. */
ANSWER enum outcome figures_trend(struct job *job, struct dashboard *it);

#endif
