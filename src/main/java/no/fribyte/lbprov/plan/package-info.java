/** Compares what is desired with what was observed and orders the steps; pure. */
@NullMarked
package no.fribyte.lbprov.plan;

import org.jspecify.annotations.NullMarked;
