/** Tests of the vault. */
@NullMarked
package no.fribyte.lbprov.vault;

import org.jspecify.annotations.NullMarked;
