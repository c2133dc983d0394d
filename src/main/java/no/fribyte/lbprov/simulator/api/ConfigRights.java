package no.fribyte.lbprov.simulator.api;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.NetDevice;
import no.fribyte.lbprov.simulator.world.Vm;

/** Which right each option of a VM's configuration needs. */
final class ConfigRights {
    private static final Set<String> DISK = Set.of("boot", "bootdisk", "vmstatestorage");
    private static final Set<String> CPU =
            Set.of("sockets", "cores", "cpu", "cpulimit", "cpuunits", "vcpus", "numa", "smp", "affinity", "shares");
    private static final Set<String> MEMORY = Set.of("memory", "balloon", "hugepages", "keephugepages", "allow-ksm");
    private static final Set<String> HARDWARE = Set.of(
            "acpi",
            "arch",
            "audio0",
            "hotplug",
            "kvm",
            "machine",
            "rng0",
            "scsihw",
            "smbios1",
            "tablet",
            "vga",
            "watchdog",
            "vmgenid");
    private static final Set<String> OPTIONS = Set.of(
            "agent",
            "autostart",
            "bios",
            "description",
            "freeze",
            "keyboard",
            "localtime",
            "migrate_downtime",
            "migrate_speed",
            "name",
            "onboot",
            "ostype",
            "protection",
            "reboot",
            "spice_enhancements",
            "startdate",
            "startup",
            "tdf",
            "template");
    private static final Set<String> CLOUD_INIT =
            Set.of("cicustom", "cipassword", "citype", "ciupgrade", "ciuser", "nameserver", "searchdomain", "sshkeys");
    private static final Pattern NET = Pattern.compile("net\\d+");

    private final CallContext context;
    private final int vmid;
    private final Optional<String> pool;

    ConfigRights(CallContext context, int vmid, Optional<String> pool) {
        this.context = context;
        this.vmid = vmid;
        this.pool = pool;
    }

    /** An option that is set or deleted; drives and tags have rules of their own. */
    void option(String key) {
        if (context.rights().caller().isRoot()
                || Drive.isKey(key)
                || key.equals("tags")
                || key.equals("cdrom")
                || key.startsWith("unused")) {
            return;
        }
        if (DISK.contains(key)) {
            need("VM.Config.Disk");
        } else if (CPU.contains(key) || key.matches("numa\\d+")) {
            need("VM.Config.CPU");
        } else if (MEMORY.contains(key)) {
            need("VM.Config.Memory");
        } else if (HARDWARE.contains(key) || key.matches("serial\\d+")) {
            need("VM.Config.HWType");
        } else if (OPTIONS.contains(key)) {
            need("VM.Config.Options");
            if (key.equals("startup")) {
                context.need("/", "Sys.Modify");
            }
        } else if (NET.matcher(key).matches()) {
            need("VM.Config.Network");
        } else if (CLOUD_INIT.contains(key) || key.matches("ipconfig\\d+")) {
            any("VM.Config.Cloudinit", "VM.Config.Network");
        } else {
            throw ApiError.died("only root can set '" + key + "' config");
        }
    }

    /** Serial ports are sockets, or somebody else's hardware. */
    void value(String key, String value) {
        if (key.matches("serial\\d+")
                && !value.equals("socket")
                && !context.rights().caller().isRoot()) {
            throw ApiError.died("only root can modify '" + key + "' config for real devices");
        }
        if (NET.matcher(key).matches()) {
            bridge(NetDevice.parse(value));
        }
    }

    private void bridge(NetDevice net) {
        if (net.bridgeOption().isEmpty() || !context.site().version().checksBridges()) {
            return;
        }
        String path = "/sdn/zones/localnetwork/" + net.bridge() + (net.tag() > 0 ? "/" + net.tag() : "");
        context.need(path, "SDN.Use");
    }

    /** Whoever removes or changes a network device must be allowed to use the bridge it is on. */
    void oldNet(Vm vm, String key) {
        if (NET.matcher(key).matches()) {
            vm.option(key).map(NetDevice::parse).ifPresent(this::bridge);
        }
    }

    /** A drive of an existing VM, before or after the change. */
    void drive(Drive drive) {
        if (drive.isCloudInit()) {
            need("VM.Config.Cloudinit");
            need("VM.Config.CDROM");
        } else {
            need(drive.isCdrom() ? "VM.Config.CDROM" : "VM.Config.Disk");
        }
    }

    /** The test for tags looks at the VM alone: at a create call the pool does not help. */
    Optional<String> tags() {
        return context.may("/vms/" + vmid, "VM.Config.Options")
                ? Optional.empty()
                : Optional.of("Permission check failed (/vms/" + vmid + ", VM.Config.Options)");
    }

    private void need(String privilege) {
        if (!viaPool(privilege)) {
            context.need("/vms/" + vmid, privilege);
        }
    }

    private void any(String one, String other) {
        if (!viaPool(one) && !viaPool(other)) {
            context.needAny("/vms/" + vmid, one, other);
        }
    }

    private boolean viaPool(String privilege) {
        return pool.filter(name -> context.may("/pool/" + name, privilege)).isPresent();
    }
}
