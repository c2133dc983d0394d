/**
 * One method per Proxmox VE API call that we use; waits for tasks; knows nothing of pairs.
 *
 * <p>How a call ends: with its value, or with an {@code LbprovException} that quotes the server. Who must tell failures
 * apart (the VM is missing, the answer was lost, a right is missing) asks through {@link Attempt}, which turns that
 * exception into a typed {@link ProxmoxFailure}; nobody else catches it.
 */
@NullMarked
package no.fribyte.lbprov.proxmox;

import org.jspecify.annotations.NullMarked;
