/** A Proxmox VE API on loopback that behaves like the real one, so that everything can be tried without a node. */
@NullMarked
package no.fribyte.lbprov.simulator;

import org.jspecify.annotations.NullMarked;
