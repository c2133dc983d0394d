package no.fribyte.lbprov.simulator.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A virtual machine.
 *
 * @param config the configuration file, without pending changes
 * @param pending values that wait for the next power cycle
 * @param pendingDeletes keys that go at the next power cycle
 * @param poweredOn since when it runs; empty when it is stopped
 */
public record Vm(
        int vmid,
        String node,
        SortedMap<String, String> config,
        SortedMap<String, String> pending,
        SortedSet<String> pendingDeletes,
        Optional<Instant> poweredOn,
        SortedMap<String, Snapshot> snapshots) {

    /** The configuration as it was when a snapshot was taken. */
    public record Snapshot(
            SortedMap<String, String> config, String description, Instant time, Optional<String> parent) {
        public Snapshot {
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }
    }

    public Vm {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
        pendingDeletes = Collections.unmodifiableSortedSet(new TreeSet<>(pendingDeletes));
        snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
    }

    public static Vm stopped(int vmid, String node, Map<String, String> config) {
        return new Vm(
                vmid, node, new TreeMap<>(config), new TreeMap<>(), new TreeSet<>(), Optional.empty(), new TreeMap<>());
    }

    public Optional<String> option(String key) {
        return Optional.ofNullable(config.get(key));
    }

    @JsonIgnore
    public boolean isRunning() {
        return poweredOn.isPresent();
    }

    public Optional<String> lock() {
        return option("lock");
    }

    @JsonIgnore
    public boolean isTemplate() {
        return isOn("template");
    }

    @JsonIgnore
    public boolean isProtected() {
        return isOn("protection");
    }

    @JsonIgnore
    public boolean isStartedWithNode() {
        return isOn("onboot") && !isTemplate();
    }

    private boolean isOn(String key) {
        return option(key).filter("1"::equals).isPresent();
    }

    public boolean agentEnabled() {
        return option("agent")
                .filter(agent -> agent.matches("(enabled=)?(1|on|yes|true)(,.*)?"))
                .isPresent();
    }

    public String name() {
        return option("name").orElse("VM " + vmid);
    }

    /** What a client sends back to prove that it saw this version of the configuration. */
    public String digest() {
        try {
            byte[] content = (config + "|" + pending + pendingDeletes).getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Vm with(String key, String value) {
        TreeMap<String, String> changed = new TreeMap<>(config);
        changed.put(key, value);
        return withConfig(changed);
    }

    public Vm without(String key) {
        TreeMap<String, String> changed = new TreeMap<>(config);
        changed.remove(key);
        return withConfig(changed);
    }

    public Vm withConfig(SortedMap<String, String> changed) {
        return new Vm(vmid, node, changed, pending, pendingDeletes, poweredOn, snapshots);
    }

    public Vm withPending(SortedMap<String, String> values, SortedSet<String> deletes) {
        return new Vm(vmid, node, config, values, deletes, poweredOn, snapshots);
    }

    public Vm withSnapshots(SortedMap<String, Snapshot> changed) {
        return new Vm(vmid, node, config, pending, pendingDeletes, poweredOn, changed);
    }

    public Vm poweredOn(Instant since) {
        return new Vm(vmid, node, config, pending, pendingDeletes, Optional.of(since), snapshots);
    }

    public Vm poweredOff() {
        return new Vm(vmid, node, config, pending, pendingDeletes, Optional.empty(), snapshots);
    }
}
