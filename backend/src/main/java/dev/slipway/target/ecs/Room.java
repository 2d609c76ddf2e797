package dev.slipway.target.ecs;

/** How many tasks a rolling deployment may have at a time. ECS rounds the lower bound up and the upper one down. */
public final class Room {

    private Room() {}

    public static int least(int desired, int minimumHealthyPercent) {
        return Math.ceilDiv(desired * minimumHealthyPercent, 100);
    }

    public static int most(int desired, int maximumPercent) {
        return desired * maximumPercent / 100;
    }

    /** Whether it can start a task beyond the desired number, or stop one before. */
    public static boolean canProgress(int desired, int minimumHealthyPercent, int maximumPercent) {
        return desired == 0
                || most(desired, maximumPercent) > desired
                || least(desired, minimumHealthyPercent) < desired;
    }
}
