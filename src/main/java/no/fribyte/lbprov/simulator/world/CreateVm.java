package no.fribyte.lbprov.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The worker of a create call; the call itself has left a configuration that only says {@code lock: create}.
 *
 * @param refusal an error that the worker finds only now, after the call has succeeded
 */
public record CreateVm(
        String node,
        int vmid,
        SortedMap<String, String> config,
        Optional<String> pool,
        boolean start,
        Optional<String> refusal)
        implements Work {

    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        refusal.ifPresent(text -> {
            throw new TaskFailed(text);
        });
        effects.world().put(Vm.stopped(vmid, node, new TreeMap<>()));
        new ConfigEdit(node, vmid, config, new TreeSet<>(), new TreeSet<>(), false).apply(effects);
        Vm made = effects.vm(node, vmid);
        if (made.option("boot").isEmpty()) {
            effects.world().put(made.with("boot", defaultBoot(made)));
        }
        pool.flatMap(effects.world()::pool).ifPresent(to -> effects.world().put(to.with(vmid)));
        if (start) {
            new PowerVm(node, vmid, PowerVm.Change.START).run(effects);
        }
    }

    /** The first disk, the first CD-ROM drive, the first network device. */
    private static String defaultBoot(Vm vm) {
        List<String> devices = new ArrayList<>();
        first(vm, key -> Drive.isKey(key) && !drive(vm, key).isCdrom()).ifPresent(devices::add);
        first(
                        vm,
                        key -> Drive.isKey(key)
                                && drive(vm, key).isCdrom()
                                && !drive(vm, key).isCloudInit())
                .ifPresent(devices::add);
        first(vm, key -> key.matches("net\\d+")).ifPresent(devices::add);
        return "order=" + String.join(";", devices);
    }

    private static Drive drive(Vm vm, String key) {
        return Drive.parse(vm.option(key).orElse("none"));
    }

    private static Optional<String> first(Vm vm, Predicate<String> fits) {
        return vm.config().keySet().stream().filter(fits).findFirst();
    }

    @Override
    public void rollBack(Effects effects) {
        effects.world().forgetHa(vmid);
        effects.world().removeVm(vmid);
    }
}
