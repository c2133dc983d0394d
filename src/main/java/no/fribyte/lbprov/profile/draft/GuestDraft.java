package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.WholeNumber;
import no.fribyte.lbprov.profile.yaml.YesNo;

/** The guest as it was written. */
public record GuestDraft(
        Where where,
        Optional<Placed<GuestOs>> os,
        int cores,
        Placed<DataSize> memory,
        Placed<DataSize> disk,
        String cpu,
        Optional<Placed<String>> user,
        List<Placed<String>> sshKeys,
        Optional<Placed<List<Placed<Source>>>> sshFrom,
        List<Placed<String>> ntp,
        Optional<String> aptMirror,
        Optional<String> aptProxy,
        boolean backup) {
    private static final String CPU_MODEL = Guest.CPU;

    private static final Key<GuestOs> OS =
            new Key<>("os", Formats.OS, "The operating system: debian-12, debian-13 or ubuntu-24.04. Required.");
    private static final Key<Integer> CORES =
            new Key<>("cores", new WholeNumber("a number of cores", 1, 128), "CPU cores; 2 when left out.");
    private static final Key<DataSize> MEMORY =
            new Key<>("memory", Formats.SIZE, "Memory, at least 512MiB; 2GiB when left out.");
    private static final Key<DataSize> DISK =
            new Key<>("disk", Formats.SIZE, "The disk, at least 3GiB; 10GiB when left out.");
    private static final Key<String> CPU = new Key<>(
            "cpu",
            TextType.matching("a CPU model", CPU_MODEL, "[A-Za-z0-9_.-]{1,64}", "QEMU has no such names"),
            "The QEMU CPU model; x86-64-v2-AES when left out.");
    private static final Key<String> USER = new Key<>(
            "user",
            new TextType<>("a user name", "ops", "^[a-z_][a-z0-9_-]{0,31}$", GuestDraft::user),
            "The login that the SSH keys are for. Required.");
    private static final Key<List<Placed<String>>> SSH_KEYS =
            new Key<>("ssh-keys", new ListType<>(Formats.SSH_KEY), "Public keys that may log in, in OpenSSH's form.");
    private static final Key<List<Placed<Source>>> SSH_FROM = new Key<>(
            "ssh-from",
            new ListType<>(Source.TYPE),
            "Where SSH is open to: networks such as 203.0.113.0/24, names of the pair's networks, or vpn; "
                    + "the pair's own subnets and the VPN when left out.");
    private static final Key<List<Placed<String>>> NTP =
            new Key<>("ntp", new ListType<>(Formats.HOST), "Time servers; the image's own when left out.");
    static final Key<String> APT_MIRROR =
            new Key<>("apt-mirror", Formats.WEB_ADDRESS, "The mirror that packages come from; the image's own.");
    static final Key<String> APT_PROXY =
            new Key<>("apt-proxy", Formats.WEB_ADDRESS, "The HTTP proxy that apt goes through; none when left out.");
    private static final Key<Boolean> BACKUP =
            new Key<>("backup", new YesNo(), "Whether Proxmox's backup jobs include the disk; false when left out.");

    static final Type<GuestDraft> TYPE = new MappingType<>(
            Shape.of(
                    "the guest",
                    OS,
                    CORES,
                    MEMORY,
                    DISK,
                    CPU,
                    USER,
                    SSH_KEYS,
                    SSH_FROM,
                    NTP,
                    APT_MIRROR,
                    APT_PROXY,
                    BACKUP),
            GuestDraft::read);

    /** Accounts that every image has; cloud-init would change them instead of making one. */
    private static final Set<String> SYSTEM_USERS = Set.of(
            "root",
            "daemon",
            "bin",
            "sys",
            "sync",
            "games",
            "man",
            "lp",
            "mail",
            "news",
            "proxy",
            "www-data",
            "backup",
            "list",
            "nobody",
            "haproxy",
            "sshd",
            "admin");

    private static GuestDraft read(Section section) {
        return new GuestDraft(
                section.where(),
                section.require(OS),
                section.find(CORES).map(Placed::value).orElse(2),
                section.find(MEMORY).orElse(new Placed<>(DataSize.ofGibibytes(2), section.where())),
                section.find(DISK).orElse(new Placed<>(DataSize.ofGibibytes(10), section.where())),
                section.find(CPU).map(Placed::value).orElse(CPU_MODEL),
                section.require(USER),
                section.list(SSH_KEYS),
                section.find(SSH_FROM),
                section.list(NTP),
                section.find(APT_MIRROR).map(Placed::value),
                section.find(APT_PROXY).map(Placed::value),
                section.find(BACKUP).map(Placed::value).orElse(false));
    }

    private static Reading<String> user(String text) {
        if (SYSTEM_USERS.contains(text)) {
            return Reading.refused("the image has that user or group already", "a name such as ops, with sudo");
        }
        return text.matches("[a-z_][a-z0-9_-]{0,31}")
                ? Reading.taken(text)
                : Reading.refused(
                        "it is at most 32 lower-case letters, digits, dashes and underscores, a letter first",
                        "a name such as ops");
    }
}
