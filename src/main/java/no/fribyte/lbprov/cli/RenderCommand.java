package no.fribyte.lbprov.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Rendered;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.view.RenderView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows every generated file. */
@Command(
        name = "render",
        description = "Every generated file of both members; secrets are masked unless --reveal.",
        footer = {"", "Example:  lbprov render web --out /tmp/web"})
final class RenderCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Write the files below DIR, a folder per member.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--reveal", description = "Show secrets; needs the vault.")
    private boolean reveal;

    private final Session session;

    RenderCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Rendered> members = session.app().render(profile, reveal);
        RenderView view = new RenderView(session.terminal());
        out.ifPresent(folder -> members.forEach(
                member -> view.write(folder.resolve(member.member().value()), files(member))));
        if (session.json()) {
            view.json(
                    session.document("render", ExitStatus.OK),
                    members.stream()
                            .map(member -> new RenderView.Member(member.member().value(), member.hash(), files(member)))
                            .toList());
        } else if (out.isEmpty()) {
            members.forEach(member -> view.show(member.member().value(), files(member)));
        }
        return ExitStatus.OK.code();
    }

    private static List<RenderView.File> files(Rendered member) {
        return member.files().stream()
                .map(file -> new RenderView.File(file.path(), file.mode(), file.text()))
                .toList();
    }
}
