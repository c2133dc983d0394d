package no.fribyte.lbprov.simulator.world;

import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.Hardware;

/** Switches a VM on or off. */
public record PowerVm(String node, int vmid, Change change) implements Work {

    /** What is done to the power. */
    public enum Change {
        START,
        STOP,
        SHUTDOWN,
        REBOOT,
        RESET
    }

    @Override
    public Optional<Integer> lockedVm() {
        return Optional.of(vmid);
    }

    @Override
    public void run(Effects effects) {
        Vm vm = effects.unlockedVm(node, vmid);
        switch (change) {
            case START -> {
                if (vm.isRunning()) {
                    throw new TaskFailed("VM " + vmid + " already running");
                }
                start(effects, vm);
            }
            case STOP -> {
                machine(effects, vm).ifPresent(effects.guests()::powerOff);
                stopped(effects, vm);
            }
            case SHUTDOWN -> {
                shutDown(effects, vm);
                stopped(effects, vm);
            }
            case REBOOT -> {
                shutDown(effects, vm);
                stopped(effects, vm);
                start(effects, effects.vm(node, vmid));
            }
            case RESET -> {
                Vm again = vm.poweredOn(effects.now());
                effects.world().put(again);
                machine(effects, again).ifPresent(effects.guests()::reset);
            }
        }
    }

    private static void shutDown(Effects effects, Vm vm) {
        boolean off = machine(effects, vm).map(effects.guests()::shutDown).orElse(true);
        if (!off) {
            throw new TaskGoesOn("VM quit/powerdown failed - got timeout");
        }
    }

    private static void stopped(Effects effects, Vm vm) {
        effects.world().put(vm.poweredOff());
        ConfigEdit.applyPending(effects, vm.poweredOff());
    }

    private void start(Effects effects, Vm stopped) {
        ConfigEdit.applyPending(effects, stopped);
        Vm vm = effects.vm(node, vmid);
        if (vm.isTemplate()) {
            throw new TaskFailed("you can't start a vm if it's a template");
        }
        vm.config().forEach((key, value) -> {
            if (Drive.isKey(key)) {
                checkVolume(effects, Drive.parse(value));
            } else if (key.matches("net\\d+")) {
                checkBridge(effects, NetDevice.parse(value));
            }
        });
        boot(effects, vm);
    }

    private void boot(Effects effects, Vm vm) {
        Vm running = vm.poweredOn(effects.now());
        effects.world().put(running);
        machine(effects, running).ifPresent(effects.guests()::powerOn);
    }

    private static Optional<Hardware> machine(Effects effects, Vm vm) {
        return new Machines(effects.world(), effects.files()).of(vm);
    }

    private void checkVolume(Effects effects, Drive drive) {
        if (!drive.isEmpty() && effects.world().volume(node, drive.volume()).isEmpty()) {
            throw new TaskFailed("volume '" + drive.volume() + "' does not exist");
        }
    }

    private void checkBridge(Effects effects, NetDevice net) {
        boolean known = effects.world().spec().node(node).orElseThrow().bridges().stream()
                .anyMatch(bridge -> bridge.name().equals(net.bridge()));
        if (net.bridgeOption().isPresent() && !known) {
            throw new TaskFailed("bridge '" + net.bridge() + "' does not exist");
        }
    }
}
