/** The judgements one by one, on what is said to have been seen. */
@NullMarked
package no.fribyte.lbprov.doctor;

import org.jspecify.annotations.NullMarked;
