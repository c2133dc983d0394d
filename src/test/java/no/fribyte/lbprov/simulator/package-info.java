/** Drives the simulator from outside, as any client would. */
@NullMarked
package no.fribyte.lbprov.simulator;

import org.jspecify.annotations.NullMarked;
