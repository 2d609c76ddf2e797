package simulator.ecr;

/** An image that ECS could not pull; the message is what a stopped task then gives as its reason. */
public final class CannotPull extends Exception {

    private static final long serialVersionUID = 1L;

    CannotPull(String reason) {
        super("CannotPullContainerError: " + reason);
    }
}
