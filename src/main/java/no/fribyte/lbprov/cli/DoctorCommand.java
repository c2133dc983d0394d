package no.fribyte.lbprov.cli;

import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Purpose;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.doctor.Diagnosis;
import no.fribyte.lbprov.view.DiagnosisView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether a place is ready for a pair. */
@Command(
        name = "doctor",
        description = "Whether this place is ready for this pair, and what to type where it is not. Changes nothing.",
        footer = {"", "Example:  lbprov doctor web"})
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    private final Session session;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Work work = session.app().open(profile, Purpose.OTHER, session::notice)) {
            session.warn(work.warnings());
            Diagnosis diagnosis = work.diagnosis();
            if (session.json()) {
                session.document("doctor", diagnosis.exitStatus())
                        .diagnosis(diagnosis)
                        .print(session.terminal());
            } else {
                new DiagnosisView(session.terminal()).show(diagnosis);
            }
            return diagnosis.exitStatus().code();
        }
    }
}
