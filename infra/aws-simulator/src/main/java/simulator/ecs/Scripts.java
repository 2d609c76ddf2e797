package simulator.ecs;

import java.util.ArrayList;
import java.util.List;

/** What images do when they run. The last script that fits an image counts; without one it is healthy. */
public final class Scripts {

    private final List<Script> scripts = new ArrayList<>();

    /**
     * Scripts an image.
     *
     * @param image a part of its reference, such as a digest, a tag with its colon or a repository's name
     * @param inOrder what its first task does, the second and so on; the last goes on for all further ones
     */
    public synchronized Scripts script(String image, Behaviour... inOrder) {
        scripts.addFirst(new Script(image, "", List.of(inOrder)));
        return this;
    }

    /**
     * Scripts a command in an image, such as a migration.
     *
     * @param command a part of the command the task was run with
     */
    public synchronized Scripts command(String image, String command, Behaviour... inOrder) {
        scripts.addFirst(new Script(image, command, List.of(inOrder)));
        return this;
    }

    synchronized Behaviour of(String reference, String digest, List<String> command) {
        var words = String.join(" ", command);
        return scripts.stream()
                .filter(script -> script.fits(reference, digest, words))
                .findFirst()
                .map(Script::next)
                .orElseGet(Behaviour::healthy);
    }

    private static final class Script {

        private final String image;
        private final String command;
        private final List<Behaviour> inOrder;
        private int used;

        Script(String image, String command, List<Behaviour> inOrder) {
            this.image = image;
            this.command = command;
            this.inOrder = inOrder;
        }

        boolean fits(String reference, String digest, String words) {
            return (reference.contains(image) || digest.equals(image))
                    && words.contains(command)
                    && command.isEmpty() == words.isEmpty();
        }

        Behaviour next() {
            return inOrder.get(Math.min(used++, inOrder.size() - 1));
        }
    }
}
