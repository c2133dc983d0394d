/** Makes the n-th call of a kind go wrong, while the simulator runs. */
@NullMarked
package no.fribyte.lbprov.simulator.fault;

import org.jspecify.annotations.NullMarked;
