/** Holds what was seen of a place, and what a token may do there, against what a pair needs; pure. */
@NullMarked
package no.fribyte.lbprov.doctor;

import org.jspecify.annotations.NullMarked;
