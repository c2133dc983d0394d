/** The age-encrypted secrets of a pair: makes, reads and rewrites them. */
@NullMarked
package no.fribyte.lbprov.vault;

import org.jspecify.annotations.NullMarked;
