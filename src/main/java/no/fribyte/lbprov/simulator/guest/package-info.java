/** The guest of a simulated VM: reads the seed, boots from what it says, and answers the guest agent from its files. */
@NullMarked
package no.fribyte.lbprov.simulator.guest;

import org.jspecify.annotations.NullMarked;
