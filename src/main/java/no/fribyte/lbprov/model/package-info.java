/** The words of the domain as immutable values that check themselves when they are made. */
@NullMarked
package no.fribyte.lbprov.model;

import org.jspecify.annotations.NullMarked;
