/** The machines behind the simulator's API as real QEMU processes on bridges of their own. */
@NullMarked
package no.fribyte.lbprov.lab;

import org.jspecify.annotations.NullMarked;
