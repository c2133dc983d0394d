package no.fribyte.lbprov.cli;

import java.util.concurrent.Callable;
import no.fribyte.lbprov.problem.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "lbprov",
        description = "A highly available pair of load balancers on Proxmox VE with one command.",
        scope = ScopeType.INHERIT, // so that every command has --help
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        footer = {
            "",
            "Try it without Proxmox:  lbprov create demo",
            "",
            "Exit status: 0 done or nothing to do, 1 bug, 2 usage, 3 invalid input, 4 Proxmox refused or out of reach,"
                    + " 5 a step failed, 6 unhealthy or not ready, 7 split brain, 8 nobody holds the VIP, 9 changes pending,"
                    + " 10 someone else is running, 130 interrupted."
        })
final class LbprovCommand implements Callable<Integer> {
    @Mixin
    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    LbprovCommand(GlobalOptions options) {
        this.options = options;
    }

    GlobalOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        if (options.json()) {
            throw new ParameterException(spec.commandLine(), "no command is given");
        }
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.USAGE.code();
    }
}
