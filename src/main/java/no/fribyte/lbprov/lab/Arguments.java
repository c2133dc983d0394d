package no.fribyte.lbprov.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.Hardware;

/** QEMU's arguments for a machine, in the manner of {@code qm showcmd}: a guest names its interfaces by their slots. */
record Arguments(Place place, Accelerator accelerator, Hardware hardware) {
    static final String DISK = "drive-scsi0";
    static final String CDROM = "ide2";
    /** Proxmox puts the first six network cards here on the first bus, the others at 1 and up on the second. */
    private static final int FIRST_SLOT = 0x12;

    private static final int ON_FIRST_BUS = 6;

    List<String> list() {
        List<String> words = new ArrayList<>(List.of("qemu-system-x86_64"));
        words.addAll(process());
        words.addAll(accelerator.arguments());
        words.addAll(board());
        words.addAll(drives());
        if (hardware.agentDevice()) {
            words.addAll(agent());
        }
        for (int number = 0; number < hardware.nics().size(); number++) {
            words.addAll(card(number));
        }
        return words;
    }

    private List<String> process() {
        return List.of(
                "-name",
                Words.escaped(hardware.name()) + ",debug-threads=on",
                "-no-user-config",
                "-nodefaults",
                "-daemonize",
                "-pidfile",
                place.pidfile(hardware.diskId()).toString(),
                "-chardev",
                "socket,id=qmp,path=%s,server=on,wait=off".formatted(Words.escaped(place.monitor(hardware.diskId()))),
                "-mon",
                "chardev=qmp,mode=control");
    }

    private List<String> board() {
        Optional<String> uuid = Optional.of(hardware.uuid()).filter(text -> !text.isEmpty());
        return Words.joined(List.of(
                List.of("-machine", "type=pc", "-smp", Integer.toString(hardware.cores())),
                List.of("-m", Math.max(1, hardware.memoryBytes() >> 20) + "M", "-rtc", "base=utc"),
                List.of("-boot", "menu=off,strict=on,reboot-timeout=1000", "-vga", "none", "-display", "none"),
                uuid.map(text -> List.of("-smbios", "type=1,uuid=" + text)).orElseGet(List::of),
                hardware.generationId()
                        .map(id -> List.of("-device", "vmgenid,guid=" + id))
                        .orElseGet(List::of),
                List.of("-device", "virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on"),
                List.of("-object", "rng-random,filename=/dev/urandom,id=rng0"),
                List.of("-device", "virtio-rng-pci,rng=rng0,bus=pci.0,addr=0x1d"),
                hardware.nics().size() > ON_FIRST_BUS
                        ? List.of("-device", "pci-bridge,id=pci.1,chassis_nr=1,bus=pci.0,addr=0x1e")
                        : List.of(),
                List.of(
                        "-chardev",
                        "socket,id=serial0,path=%s,server=on,wait=off,logfile=%s,logappend=on"
                                .formatted(
                                        Words.escaped(place.console(hardware.diskId())),
                                        Words.escaped(place.log(hardware.diskId()))),
                        "-device",
                        "isa-serial,chardev=serial0")));
    }

    private List<String> drives() {
        String medium = hardware.cdrom().map(Arguments::file).orElse("");
        return List.of(
                "-device",
                "virtio-scsi-pci,id=scsihw0,bus=pci.0,addr=0x5",
                "-drive",
                "%sif=none,id=%s,format=qcow2,cache=unsafe,discard=unmap"
                        .formatted(file(place.disk(hardware.diskId())), DISK),
                "-device",
                "scsi-hd,bus=scsihw0.0,channel=0,scsi-id=0,lun=0,drive=%s,id=scsi0,bootindex=100".formatted(DISK),
                "-drive",
                "%sif=none,id=drive-%s,media=cdrom,readonly=on%s"
                        .formatted(medium, CDROM, medium.isEmpty() ? "" : ",format=raw"),
                "-device",
                "ide-cd,bus=ide.1,unit=0,drive=drive-%s,id=%s".formatted(CDROM, CDROM));
    }

    private static String file(Path path) {
        return "file=" + Words.escaped(path) + ",";
    }

    private List<String> agent() {
        return List.of(
                "-chardev",
                "socket,id=qga0,path=%s,server=on,wait=off".formatted(Words.escaped(place.agent(hardware.diskId()))),
                "-device",
                "virtio-serial,id=qga0,bus=pci.0,addr=0x8",
                "-device",
                "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0");
    }

    private List<String> card(int number) {
        boolean first = number < ON_FIRST_BUS;
        return List.of(
                "-netdev",
                "tap,id=net%d,ifname=%s,script=no,downscript=no".formatted(number, tap(hardware, number)),
                "-device",
                "virtio-net-pci,mac=%s,netdev=net%d,bus=pci.%d,addr=0x%x,id=net%d,romfile="
                        .formatted(
                                hardware.nics().get(number).mac(),
                                number,
                                first ? 0 : 1,
                                first ? FIRST_SLOT + number : number - ON_FIRST_BUS + 1,
                                number));
    }

    /** The host's end of a network card, named as on Proxmox. */
    static String tap(Hardware hardware, int number) {
        return "tap%di%d".formatted(hardware.vmid(), number);
    }
}
