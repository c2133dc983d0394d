/** Runs a plan step by step and writes the journal. */
@NullMarked
package no.fribyte.lbprov.run;

import org.jspecify.annotations.NullMarked;
