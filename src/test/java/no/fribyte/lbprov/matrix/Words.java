package no.fribyte.lbprov.matrix;

import no.fribyte.lbprov.simulator.fault.Fault;

/** What a real node says when something goes wrong with a call. */
final class Words {
    static final String TROUBLE = "unable to open file '/etc/pve/priv/tfa.cfg' - Input/output error";
    static final Fault SILENCE = new Fault.Refuse(596, "Connection timed out");

    private Words() {}

    static String right(Moment at) {
        String privilege = at.asksGuest()
                ? "VM.GuestAgent.Unrestricted"
                : switch (at.kind()) {
                    case "GET config", "GET current", "GET snapshot" -> "VM.Audit";
                    case "PUT config" -> "VM.Config.Options";
                    case "PUT resize" -> "VM.Config.Disk";
                    case "POST start", "POST shutdown", "POST stop" -> "VM.PowerMgmt";
                    case "POST qemu", "DELETE vm" -> "VM.Allocate";
                    case "POST upload", "POST download-url" -> "Datastore.AllocateTemplate";
                    case "DELETE volume" -> "Datastore.Allocate";
                    case "GET content" -> "Datastore.Audit";
                    default -> "Sys.Audit";
                };
        return "Permission check failed (%s, %s)".formatted(object(at), privilege);
    }

    /** What rights are given on. */
    private static String object(Moment at) {
        String[] pieces = at.path().split("/", -1);
        if (at.path().matches("/nodes/[^/]+/(qemu|storage)/.+")) {
            return (pieces[3].equals("qemu") ? "/vms/" : "/storage/") + pieces[4];
        }
        return at.path().startsWith("/nodes/") ? "/nodes/" + at.node() : "/";
    }

    static String lockFile(Moment at) {
        String[] pieces = at.path().split("/", -1);
        String file = at.path().contains("/storage/")
                ? "/var/lock/pve-manager/pve-storage-" + pieces[4]
                : "/var/lock/qemu-server/lock-%s.conf".formatted(pieces.length > 4 ? pieces[4] : "201");
        return "can't lock file '%s' - got timeout".formatted(file);
    }

    static String full(Moment at) {
        return at.path().contains("/storage/")
                ? "write error: No space left on device"
                : "lvcreate 'pve/vm-201-disk-0' error: Volume group \"pve\" has insufficient free space (12 extents): 2560"
                        + " required.";
    }
}
