package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The settings of a VM, as text.
 *
 * @param digest of the whole; a change that carries it is refused when someone else was faster
 */
public record VmConfig(Map<String, String> values, Optional<String> digest) {
    private static final Pattern NIC = Pattern.compile("net\\d+");
    private static final Pattern DRIVE = Pattern.compile("(scsi|virtio|ide|sata|unused|efidisk|tpmstate)\\d+");

    public VmConfig {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        requireNonNull(digest, "digest");
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public Optional<String> name() {
        return value("name");
    }

    public String description() {
        return value("description").orElse("");
    }

    /** The SMBIOS uuid, which the guest sees as its machine's. */
    public Optional<String> uuid() {
        return properties("smbios1").flatMap(smbios -> smbios.value("uuid"));
    }

    /** {@code net0} and so on. */
    public SortedMap<String, PropertyString> nics() {
        return matching(NIC);
    }

    /** Disks, CD-ROMs and unused volumes: {@code scsi0}, {@code ide2}, ... */
    public SortedMap<String, PropertyString> drives() {
        return matching(DRIVE);
    }

    public Optional<String> lock() {
        return value("lock");
    }

    public List<String> tags() {
        return tagsIn(value("tags"));
    }

    public boolean isTemplate() {
        return value("template").filter("1"::equals).isPresent();
    }

    /** A setting that is itself a list of {@code key=value}. */
    public Optional<PropertyString> properties(String key) {
        return value(key).map(PropertyString::parse);
    }

    static VmConfig of(Row row) {
        Map<String, String> values = row.texts();
        Optional<String> digest = Optional.ofNullable(values.remove("digest"));
        return new VmConfig(values, digest);
    }

    static List<String> tagsIn(Optional<String> tags) {
        return Words.of(tags.orElse(""));
    }

    private SortedMap<String, PropertyString> matching(Pattern keys) {
        SortedMap<String, PropertyString> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (keys.matcher(key).matches()) {
                found.put(key, PropertyString.parse(value));
            }
        });
        return found;
    }
}
