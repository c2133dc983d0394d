package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a member's VM is made of and who may log in to it.
 *
 * @param cpu the QEMU CPU model
 * @param user the login that the SSH keys are for
 * @param sshKeys public keys in OpenSSH's form
 * @param sshFrom the networks SSH is open to
 * @param ntp time servers; the image's own when empty
 * @param aptMirror the Debian or Ubuntu mirror to install from
 * @param aptProxy the HTTP proxy apt goes through
 * @param backup whether Proxmox backup jobs include the disk
 */
public record Guest(
        GuestOs os,
        int cores,
        DataSize memory,
        DataSize disk,
        String cpu,
        String user,
        List<String> sshKeys,
        List<Cidr> sshFrom,
        List<String> ntp,
        Optional<String> aptMirror,
        Optional<String> aptProxy,
        boolean backup) {
    /** What every x86 server of the last ten years has; a VM with it can move between such servers. */
    public static final String CPU = "x86-64-v2-AES";

    public Guest {
        requireNonNull(os, "os");
        requireNonNull(memory, "memory");
        requireNonNull(disk, "disk");
        requireNonNull(cpu, "cpu");
        requireNonNull(user, "user");
        sshKeys = List.copyOf(sshKeys);
        sshFrom = List.copyOf(sshFrom);
        ntp = List.copyOf(ntp);
        requireNonNull(aptMirror, "aptMirror");
        requireNonNull(aptProxy, "aptProxy");
    }
}
