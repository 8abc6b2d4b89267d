using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>The catalogue of kernels, by which they are compiled and checked.</summary>
public sealed class KernelCatalogTests
{
    [Fact]
    public void The_catalogue_has_every_loss_and_no_kernel_twice()
    {
        Assert.Equal([.. LossTable.Defaults.Select(loss => loss.Loss).Order()], KernelCatalog.Losses);
        Assert.Equal(ShippedLosses.Names.Order(), KernelCatalog.Losses.Concat(KernelCatalog.LossesOfClasses).Order());
        GpuKernel[] all = [.. KernelCatalog.All];
        Assert.Equal(KernelCatalog.Losses.Count * 14 * 8 + 14 * 6 + 4 * 4 + 7, all.Length);
        Assert.Equal(all.Length, all.Select(kernel => kernel.ToString()).Distinct().Count());
        Assert.Equal(all.Length, all.Select(kernel => kernel.Method).Distinct().Count());
    }
}
