/** Holds the real lbprov-guest, the simulator's guest and the manual's page guest.md to the same words. */
@NullMarked
package no.fribyte.lbprov.guest.contract;

import org.jspecify.annotations.NullMarked;
