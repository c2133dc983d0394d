/** The changes lbprov can make, one record each: data, title and action in one place. */
@NullMarked
package no.fribyte.lbprov.step;

import org.jspecify.annotations.NullMarked;
