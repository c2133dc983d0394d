package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.util.Map;
import no.fribyte.lbprov.simulator.world.PowerVm;
import no.fribyte.lbprov.simulator.world.Task;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starting and stopping VMs, and whether they run. */
final class VmPowerCalls {
    private static final String STATUS = "/nodes/{node}/qemu/{vmid}/status/";

    private VmPowerCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET " + STATUS + "current", VmPowerCalls::current);
        calls.put("POST " + STATUS + "start", VmPowerCalls::start);
        calls.put("POST " + STATUS + "stop", VmPowerCalls::stop);
        calls.put("POST " + STATUS + "shutdown", VmPowerCalls::shutdown);
        calls.put("POST " + STATUS + "reboot", VmPowerCalls::reboot);
        calls.put("POST " + STATUS + "reset", VmPowerCalls::reset);
    }

    private static JsonNode current(CallContext context) {
        Vm vm = context.vm();
        ObjectNode status = VmCalls.summary(context, vm);
        status.put("qmpstatus", vm.isRunning() ? "running" : "stopped");
        status.set("ha", HaCalls.of(context, vm.vmid()));
        if (vm.agentEnabled()) {
            status.put("agent", 1);
        }
        if (vm.isRunning()) {
            status.put("running-machine", "pc-i440fx-10.0+pve0").put("running-qemu", "10.0.2");
        }
        return status;
    }

    private static JsonNode power(CallContext context, String type, PowerVm.Change change, Duration time) {
        VmCalls.needRoot(context, "skiplock");
        boolean wish =
                change == PowerVm.Change.START || change == PowerVm.Change.STOP || change == PowerVm.Change.SHUTDOWN;
        if (wish && HaCalls.manages(context, context.vmid())) {
            return HaCalls.request(context, change == PowerVm.Change.START ? "started" : "stopped");
        }
        return context.beginOnVm(type, new PowerVm(context.node(), context.vmid(), change), time);
    }

    private static JsonNode start(CallContext context) {
        context.vm();
        context.needQuorum();
        return power(context, "qmstart", PowerVm.Change.START, context.timing().start());
    }

    private static JsonNode stop(CallContext context) {
        context.vm();
        if (context.params().flag("overrule-shutdown")) {
            if (HaCalls.manages(context, context.vmid())) {
                throw ApiError.parameter("overrule-shutdown", "not applicable for HA resources.");
            }
            for (Task task : context.world().tasks()) {
                if (task.isRunning()
                        && task.type().equals("qmshutdown")
                        && task.id().equals(Integer.toString(context.vmid()))) {
                    context.world().stop(task, context.effects());
                }
            }
        }
        return power(context, "qmstop", PowerVm.Change.STOP, context.timing().stop());
    }

    private static JsonNode shutdown(CallContext context) {
        context.vm();
        return power(
                context, "qmshutdown", PowerVm.Change.SHUTDOWN, context.timing().shutdown());
    }

    private static JsonNode reboot(CallContext context) {
        needRunning(context);
        Duration time = context.timing().shutdown().plus(context.timing().start());
        return power(context, "qmreboot", PowerVm.Change.REBOOT, time);
    }

    private static JsonNode reset(CallContext context) {
        needRunning(context);
        return power(context, "qmreset", PowerVm.Change.RESET, context.timing().stop());
    }

    private static void needRunning(CallContext context) {
        if (!context.vm().isRunning()) {
            throw ApiError.died("VM " + context.vmid() + " not running");
        }
    }
}
