/** Tests of the words for what went wrong. */
@NullMarked
package no.fribyte.lbprov.problem;

import org.jspecify.annotations.NullMarked;
