/** The state of a simulated site, what tasks do to it, and how it is kept on disk. */
@NullMarked
package no.fribyte.lbprov.simulator.world;

import org.jspecify.annotations.NullMarked;
