/** Users, tokens, roles and ACL paths, evaluated as Proxmox VE does. */
@NullMarked
package no.fribyte.lbprov.simulator.access;

import org.jspecify.annotations.NullMarked;
