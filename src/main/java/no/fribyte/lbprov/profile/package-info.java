/** Reads profiles and inventories, tells everything that is wrong with them at once, and resolves them into a pair. */
@NullMarked
package no.fribyte.lbprov.profile;

import org.jspecify.annotations.NullMarked;
