package no.fribyte.lbprov.simulator.world;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a drive such as {@code scsi0} or {@code ide2}. */
public record Drive(PropertyString value) {
    private static final Pattern KEY = Pattern.compile("(ide|sata|scsi|virtio)\\d+|efidisk0|tpmstate0");
    private static final Pattern NEW_DISK = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*):(\\d+(?:\\.\\d+)?|cloudinit)");
    private static final Set<String> EMPTY = Set.of("none", "cdrom");

    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    public static Drive parse(String text) {
        PropertyString value = PropertyString.parse(text);
        String first = value.first();
        for (String key : new String[] {"file=", "volume="}) {
            first = first.startsWith(key) ? first.substring(key.length()) : first;
        }
        return new Drive(value.withFirst(first));
    }

    /** The volume, {@code none}, {@code cdrom}, or an order for a new disk. */
    public String volume() {
        return value.first();
    }

    public boolean isCdrom() {
        return value.option("media").filter("cdrom"::equals).isPresent();
    }

    public boolean isCloudInit() {
        return volume().endsWith(":cloudinit") || volume().contains("-cloudinit");
    }

    /** Nothing behind it: an empty CD-ROM drive, or the node's physical one. */
    public boolean isEmpty() {
        return EMPTY.contains(volume());
    }

    /** The storage on which a new disk is ordered, by {@code STORAGE:GIB} or {@code STORAGE:cloudinit}. */
    public Optional<String> orderedOn() {
        Matcher matcher = NEW_DISK.matcher(volume());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    public Optional<String> importFrom() {
        return value.option("import-from");
    }

    public long orderedBytes() {
        String size = volume().substring(volume().indexOf(':') + 1);
        return size.equals("cloudinit") ? 4L << 20 : (long) (Double.parseDouble(size) * (1L << 30));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
