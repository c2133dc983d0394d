package no.fribyte.lbprov.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.world.WorldSpec.Acl;

/**
 * The state of one site: a cluster, or a node that stands alone. Everything in it is immutable, so a copy is cheap;
 * calls and tasks work on a copy that replaces the original only if they succeed.
 */
public final class World {
    private static final int KEPT_TASKS = 1000;

    private final WorldSpec spec;
    private TreeMap<Integer, Vm> vms = new TreeMap<>();
    private TreeMap<String, Volume> volumes = new TreeMap<>();
    private TreeMap<String, Pool> pools = new TreeMap<>();
    private TreeMap<Integer, HaResource> ha = new TreeMap<>();
    private LinkedHashMap<String, Task> tasks = new LinkedHashMap<>();
    private List<Acl> acls = new ArrayList<>();
    private long serial;
    private long changes;

    public World(WorldSpec spec) {
        this.spec = spec;
        // MACs and ids are made of serial numbers: nodes that stand alone share a network, so theirs begin apart
        this.serial = spec.clustered() || spec.nodes().isEmpty()
                ? 0
                : (spec.nodes().get(0).name().hashCode() & 0x7fffL) << 8;
    }

    /** The form in which a world lies on disk. */
    record Saved(
            int format,
            WorldSpec spec,
            List<Vm> vms,
            List<Volume> volumes,
            List<Pool> pools,
            List<HaResource> ha,
            List<Task> tasks,
            List<Acl> acls,
            long serial) {}

    static World of(Saved saved) {
        World world = new World(saved.spec());
        saved.vms().forEach(world::put);
        saved.volumes().forEach(world::put);
        saved.pools().forEach(world::put);
        saved.ha().forEach(world::put);
        saved.tasks().forEach(world::put);
        world.acls = new ArrayList<>(saved.acls());
        world.serial = saved.serial();
        return world;
    }

    Saved saved() {
        return new Saved(
                1,
                spec,
                List.copyOf(vms.values()),
                List.copyOf(volumes.values()),
                List.copyOf(pools.values()),
                List.copyOf(ha.values()),
                List.copyOf(tasks.values()),
                List.copyOf(acls),
                serial);
    }

    public World copy() {
        World copy = new World(spec);
        copy.become(this);
        return copy;
    }

    /** Takes over the other's state. */
    public void become(World other) {
        vms = new TreeMap<>(other.vms);
        volumes = new TreeMap<>(other.volumes);
        pools = new TreeMap<>(other.pools);
        ha = new TreeMap<>(other.ha);
        tasks = new LinkedHashMap<>(other.tasks);
        acls = new ArrayList<>(other.acls);
        serial = other.serial;
        changes = other.changes;
    }

    /** Grows with every change: two equal numbers mean that there is nothing to save. */
    public long changes() {
        return changes;
    }

    public WorldSpec spec() {
        return spec;
    }

    public long nextSerial() {
        changes++;
        return ++serial;
    }

    public Collection<Vm> vms() {
        return List.copyOf(vms.values());
    }

    public Optional<Vm> vm(int vmid) {
        return Optional.ofNullable(vms.get(vmid));
    }

    public void put(Vm vm) {
        changes++;
        vms.put(vm.vmid(), vm);
    }

    public void removeVm(int vmid) {
        changes++;
        vms.remove(vmid);
    }

    public Collection<Volume> volumes() {
        return List.copyOf(volumes.values());
    }

    /** A volume as a node sees it: its own, or one on a shared storage. */
    public Optional<Volume> volume(String node, String volid) {
        return Optional.ofNullable(volumes.get(node + "|" + volid))
                .or(() -> Optional.ofNullable(volumes.get("|" + volid)));
    }

    public void put(Volume volume) {
        changes++;
        volumes.put(volume.node() + "|" + volume.volid(), volume);
    }

    public void remove(Volume volume) {
        changes++;
        volumes.remove(volume.node() + "|" + volume.volid());
    }

    public Collection<Pool> pools() {
        return List.copyOf(pools.values());
    }

    public Optional<Pool> pool(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    public Optional<Pool> poolOf(int vmid) {
        return pools.values().stream().filter(pool -> pool.vms().contains(vmid)).findFirst();
    }

    public void put(Pool pool) {
        changes++;
        pools.put(pool.name(), pool);
    }

    public Collection<HaResource> ha() {
        return List.copyOf(ha.values());
    }

    public Optional<HaResource> ha(int vmid) {
        return Optional.ofNullable(ha.get(vmid));
    }

    public void put(HaResource resource) {
        changes++;
        ha.put(resource.vmid(), resource);
    }

    public void forgetHa(int vmid) {
        changes++;
        ha.remove(vmid);
    }

    public Collection<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    public Optional<Task> task(String upid) {
        return Optional.ofNullable(tasks.get(upid));
    }

    public void put(Task task) {
        changes++;
        tasks.put(task.upid(), task);
        if (tasks.size() > KEPT_TASKS) {
            tasks.values().stream()
                    .filter(old -> !old.isRunning())
                    .findFirst()
                    .ifPresent(old -> tasks.remove(old.upid()));
        }
    }

    /** The running task that is due first, if one is due by then. */
    Optional<Task> due(Instant now) {
        return tasks.values().stream()
                .filter(task -> task.isRunning() && !task.due().isAfter(now))
                .min(Comparator.comparing(Task::due));
    }

    /** Until when tasks hold the lock file of a VM; not after now when none does. */
    public Instant lockedUntil(int vmid, Instant now) {
        return tasks.values().stream()
                .filter(Task::isRunning)
                .filter(task -> task.work().lockedVm().filter(id -> id == vmid).isPresent())
                .map(Task::due)
                .max(Comparator.naturalOrder())
                .filter(now::isBefore)
                .orElse(now);
    }

    public List<Acl> acls() {
        return List.copyOf(acls);
    }

    public void add(Acl acl) {
        changes++;
        acls.add(acl);
    }

    /** Destroying a VM takes its own ACL entries and its place in a pool with it. */
    public void forgetAccess(int vmid) {
        changes++;
        acls.removeIf(acl -> acl.path().equals("/vms/" + vmid));
        poolOf(vmid).ifPresent(pool -> put(pool.without(vmid)));
    }

    /**
     * Begins a task; it takes its time after the tasks that hold the same VM's lock, and fails like a real one when
     * they hold it too long.
     */
    public Task begin(TaskOrder order, Instant now, Duration time, Duration lockTimeout) {
        Instant free =
                order.work().lockedVm().map(vmid -> lockedUntil(vmid, now)).orElse(now);
        boolean waitsTooLong = Duration.between(now, free).compareTo(Duration.ofSeconds(10)) > 0;
        Task task = order.begun(nextSerial(), now, waitsTooLong ? now.plus(lockTimeout) : free.plus(time));
        if (waitsTooLong) {
            task = task.withFate("can't lock file '/var/lock/qemu-server/lock-%d.conf' - got timeout"
                    .formatted(order.work().lockedVm().orElseThrow()));
        }
        put(task);
        return task;
    }

    /** Stops a running task; what it was to do is not done. */
    public void stop(Task task, Effects effects) {
        task.work().rollBack(effects);
        put(task.ended("received interrupt", List.of(), effects.now()));
    }
}
