package dev.slipway.target.process;

import dev.slipway.artifact.TestStores;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Progress;
import dev.slipway.target.Secrets;
import java.nio.file.Path;
import java.util.List;

/** Follows a deployment in a JVM of its own, which a test can kill. */
final class PortalUnderTest {

    private PortalUnderTest() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var playground = new ProcessPlayground(
                folder,
                TestStores.in(folder.resolve("artifacts")),
                new Secrets(List.of()),
                Integer.parseInt(arguments[1]));
        var deployment = new DeploymentId(arguments[2]);
        var cursor = 0L;
        while (true) {
            var progress = playground.target().follow(playground.placement(), deployment, cursor);
            for (var event : progress.events()) {
                System.out.println(event.message());
                cursor = event.cursor();
            }
            if (progress instanceof Progress.Ended ended) {
                System.out.println(ended.verdict().outcome());
                return;
            }
            playground.pass(((Progress.UnderWay) progress).lookAgain());
        }
    }
}
