package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The disk of a guest, with what the guest holds in memory beside it: one document, so that a kill leaves no half. */
final class GuestDisk {
    /** The stored form. */
    record Document(
            Instant bootedAt,
            List<PendingStage> pending,
            Map<String, GuestFile> files,
            Map<String, Unit> units,
            Map<String, String> sysctl) {}

    private Instant bootedAt;
    private final List<PendingStage> pending;
    private final Map<String, GuestFile> files;
    private final Map<String, Unit> units;
    private final Map<String, String> sysctl;
    private final Reading<HaproxyConfig> haproxy = new Reading<>(HaproxyConfig::parse);
    private final Reading<KeepalivedConfig> keepalived = new Reading<>(KeepalivedConfig::parse);
    private final Reading<WireGuardConfig> wireGuard = new Reading<>(WireGuardConfig::parse);
    private final Reading<Optional<JsonNode>> network = new Reading<>(Netplan::ethernets);

    private GuestDisk(Document document) {
        bootedAt = document.bootedAt();
        pending = new ArrayList<>(document.pending());
        files = new TreeMap<>(document.files());
        units = new TreeMap<>(document.units());
        sysctl = new TreeMap<>(document.sysctl());
    }

    static GuestDisk of(Document document) {
        return new GuestDisk(document);
    }

    /** A disk that was never booted from. */
    static GuestDisk fresh() {
        return new GuestDisk(new Document(Instant.EPOCH, List.of(), Map.of(), Map.of(), Map.of()));
    }

    /** What another disk holds after it was written over with this one: what lives in memory is not copied. */
    GuestDisk copy() {
        GuestDisk copy = new GuestDisk(new Document(Instant.EPOCH, List.of(), files, Map.of(), Map.of()));
        copy.removeIf(path -> path.startsWith("/run/"));
        return copy;
    }

    Document document() {
        return new Document(bootedAt, List.copyOf(pending), Map.copyOf(files), Map.copyOf(units), Map.copyOf(sysctl));
    }

    Instant bootedAt() {
        return bootedAt;
    }

    /** Forgets what lives in memory. */
    void restart(Instant poweredOn) {
        bootedAt = poweredOn;
        pending.clear();
        units.clear();
        sysctl.clear();
        removeIf(path -> path.startsWith("/run/"));
    }

    List<PendingStage> pending() {
        return pending;
    }

    Map<String, String> sysctl() {
        return sysctl;
    }

    Optional<GuestFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    Optional<String> text(String path) {
        return file(path).map(GuestFile::text);
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    boolean hasAny(Predicate<String> path) {
        return files.keySet().stream().anyMatch(path);
    }

    void put(String path, GuestFile file) {
        files.put(path, file);
    }

    void write(String path, String mode, String text) {
        files.put(path, GuestFile.text(mode, text));
    }

    /** As the shell's {@code >>}: keeps the mode of a file that exists. */
    void append(String path, String mode, byte[] content) {
        GuestFile old = file(path).orElse(GuestFile.of(mode, new byte[0]));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(old.bytes());
        all.writeBytes(content);
        files.put(path, GuestFile.of(old.mode(), all.toByteArray()));
    }

    void append(String path, String text) {
        append(path, "0644", text.getBytes(UTF_8));
    }

    void removeIf(Predicate<String> path) {
        files.keySet().removeIf(path);
    }

    Unit unit(String name) {
        return units.getOrDefault(name, new Unit(Unit.State.INACTIVE, ""));
    }

    boolean isActive(String unit) {
        return unit(unit).state() == Unit.State.ACTIVE;
    }

    void unit(String name, Unit unit) {
        units.put(name, unit);
    }

    /** What haproxy runs with; the other three likewise. */
    HaproxyConfig haproxy() {
        return haproxy.of(unit("haproxy").config());
    }

    KeepalivedConfig keepalived() {
        return keepalived.of(unit("keepalived").config());
    }

    WireGuardConfig wireGuard() {
        return wireGuard.of(unit(Machine.WG_UNIT).config());
    }

    Optional<JsonNode> network() {
        return network.of(text(Netplan.FILE).orElse(""));
    }
}
