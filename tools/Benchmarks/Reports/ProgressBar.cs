using Spectre.Console;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Tells how far a measurement is.</summary>
internal static class ProgressBar
{
    /// <summary>Runs <paramref name="work"/>, which announces each of <paramref name="count"/> steps before it takes it.</summary>
    public static void Show(string title, int count, Action<Action<string>> work) =>
        AnsiConsole.Progress()
            // Redrawn between the steps alone: a thread that draws would take time from what is measured.
            .AutoRefresh(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(title, maxValue: count);
                bool first = true;
                work(step =>
                {
                    if (!first)
                        task.Increment(1);
                    first = false;
                    task.Description = Markup.Escape(step);
                    context.Refresh();
                });
                task.Value = count;
                task.Description = title;
                context.Refresh();
            });
}
